/// Ctrl-C and time limits: one flag, and the VM's hook in the coroutine that runs. Nothing is done in steady state.
#pragma once
#include <lua5.4/lua.h>
#include <stdbool.h>

enum { WB_NONE = 0, WB_INTERRUPTED = 1, WB_TIMEDOUT = 2 };

/// From now on SIGINT and SIGALRM stop what runs in `L`; a second signal while the first is being served ends the
/// process with status 130 (124 after a time-out).
void wb_interrupt_install(lua_State *L);
void wb_interrupt_uninstall(void);
/// A flag of the host's that follows this one: 1 is stored in the signal handler, 0 when the interrupt was delivered.
void wb_interrupt_mirror(int *flag);
/// What a signal handler does; also usable from tests.
void wb_interrupt_request(int reason);
/// Whether an interrupt waits to be delivered.
int wb_interrupted(void);
/// Takes the interrupt that waits, if any, and removes the hook; the caller raises it in `L`. Nothing for other states
/// than the one that interrupts are for.
int wb_interrupt_take(lua_State *L);
/// The reason of the last delivered interrupt.
int wb_interrupt_delivered(void);
/// Forgets all; the next Ctrl-C is a first one again.
void wb_interrupt_reset(void);
/// SIGALRM after so many seconds.
void wb_interrupt_after(double seconds);

/// `thread`, a coroutine of L's state, runs from now on; returns what ran before. Of no effect for other states than
/// the one that interrupts are for.
lua_State *wb_interrupt_running(lua_State *L, lua_State *thread);

int wb_opencoroutine(lua_State *L);
