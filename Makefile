# make demo   install what is missing, build, and draw a digit by Bayesian optimisation
# make test   install what is missing, build, and run every test
# make help   the rest

PACKAGES := build-essential pkg-config curl \
  liblua5.4-dev libopenblas-dev libsleef-dev libdnnl-dev libboost-dev liblbfgsb-dev libpagmo-dev libeigen3-dev libjansson-dev zlib1g-dev libzip-dev libpng-dev \
  libedit-dev libsixel-dev libmimalloc-dev \
  gnuplot-nox dataset-fashion-mnist

SWIFT ?= swift
# The machine that builds is the machine that runs: let the compilers use all of its instructions.
CPU ?= native
FLAGS := -c release -Xcc -march=$(CPU)
# Linked statically the program starts in half the time; the testing library cannot be, so tests have a build of their own.
PROGRAM_FLAGS := $(FLAGS) --static-swift-stdlib
TEST_FLAGS := $(FLAGS) --scratch-path .build/tests
WORKBENCH := .build/release/workbench
PREFIX ?= /usr/local
PYTHON ?= python3
WEIGHTS ?= ../shared/data/botorch-tutorial
SEED ?= 1
CALLS ?= 220000
FUZZ_SECONDS ?= 60

.PHONY: help deps build demo test fuzz sanitize docs lint format bench install clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

deps: ## the Debian packages that are missing, by apt-get (sudo where you are not root)
	@command -v $(SWIFT) >/dev/null || { echo "make: no 'swift' on the PATH: install the toolchain from https://www.swift.org/install/linux" >&2; exit 1; }
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	  echo "installing: $$(echo $$missing)"; \
	  $$root apt-get update -q && $$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	fi

build: deps ## the program, optimised for this machine
	$(SWIFT) build $(PROGRAM_FLAGS) --product workbench

demo: build ## search the VAE's latent space for a 3; pictures in out/
	$(WORKBENCH) scripts/bo_digit.lua

# One test at a time: the seed, the threads and an interrupt are the whole process's.
test: deps ## every test
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	$(SWIFT) test $(TEST_FLAGS) --skip-build --disable-xctest --no-parallel

fuzz: build ## CALLS random calls of everything bound, from SEED (a crash leaves its call in .build/fuzz), then FUZZ_SECONDS of damaged files
	$(SWIFT) build $(TEST_FLAGS) --build-tests
	rm -rf .build/fuzz && mkdir -p .build/fuzz
	WORKBENCH_FUZZ_CALLS=$(CALLS) WORKBENCH_FUZZ_SEED=$(SEED) WORKBENCH_FUZZ_LOG=$(CURDIR)/.build/fuzz \
	  $(SWIFT) test $(TEST_FLAGS) --skip-build --disable-xctest --no-parallel --filter BindingsTests.FuzzTests || \
	  { for log in .build/fuzz/*.lua; do [ -e "$$log" ] && echo "repeat the crash: $(WORKBENCH) $$log" && tail -n 4 "$$log"; done; exit 1; }
	FUZZ_SECONDS=$(FUZZ_SECONDS) SEED=$(SEED) SWIFT=$(SWIFT) Tests/FormatsFuzz/run $(WORKBENCH)

docs: build ## docs/reference and docs/stubs, from the declarations
	rm -rf docs/reference docs/stubs
	$(WORKBENCH) help --reference docs/reference --stubs docs/stubs

# Declarations live for ever and are no leaks; what malloc refuses is tested. ThreadSanitizer holds signals back until the next
# call that it watches, and an empty loop makes none: the tests of interrupts have no end under it.
SANITIZE_FILTER := LuaBridgeTests|BindingsTests
sanitize: deps ## the host's tests under AddressSanitizer and ThreadSanitizer
	@for kind in address thread; do \
	  echo "== $$kind"; \
	  $(SWIFT) build -c release -Xcc -march=$(CPU) --sanitize=$$kind --scratch-path .build/$$kind --build-tests || exit 1; \
	  WORKBENCH_FUZZ_SECONDS=110 ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 \
	  TSAN_OPTIONS=halt_on_error=1:allocator_may_return_null=1 \
	    $(SWIFT) test -c release -Xcc -march=$(CPU) --sanitize=$$kind --scratch-path .build/$$kind --skip-build \
	    --disable-xctest --no-parallel --filter '$(SANITIZE_FILTER)' $$([ $$kind = address ] || echo --skip InterruptTests) || exit 1; \
	done

lint: ## formatting and layers
	$(SWIFT) format lint -s -r Package.swift Sources Tests
	.ci/layers

format: ## formats every Swift file in place
	$(SWIFT) format -i -r Package.swift Sources Tests

bench: build ## the search beside BoTorch's: PYTHON with torch and botorch, WEIGHTS the folder of the tutorial's weights
	$(PYTHON) benchmarks/bo_digit.py --weights $(WEIGHTS)

install: build ## the program, its Lua modules and weights under PREFIX (default /usr/local)
	install -D -m 755 $(WORKBENCH) $(DESTDIR)$(PREFIX)/bin/workbench
	mkdir -p $(DESTDIR)$(PREFIX)/share/workbench
	cp -r lib weights scripts docs/stubs $(DESTDIR)$(PREFIX)/share/workbench/

clean: ## removes what was built
	rm -rf .build
