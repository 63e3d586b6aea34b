#include <math.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <unistd.h>

#include "CLua.h"

static atomic_int requested, delivered, served;
static _Atomic(lua_State *) mainstate, running;
static int *_Atomic mirror;

static void hook(lua_State *L, lua_Debug *frame);

static void arm(lua_State *L, lua_Hook wanted) {
  int mask = wanted ? LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT : 0;
  if (L) lua_sethook(L, wanted, mask, wanted ? 1 : 0);
}

static void setmirror(int value) {
  int *flag = atomic_load(&mirror);
  if (flag) __atomic_store_n(flag, value, __ATOMIC_RELAXED);
}

void wb_interrupt_request(int reason) {
  atomic_store(&requested, reason);
  setmirror(1);
  lua_State *L = atomic_load(&running), *top = atomic_load(&mainstate);
  arm(L, hook);
  if (top != L) arm(top, hook);
}

int wb_interrupted(void) { return atomic_load(&requested); }
int wb_interrupt_delivered(void) { return atomic_load(&delivered); }

static bool isours(lua_State *L) {
  lua_State *top = atomic_load(&mainstate);
  return top && wb_host(L) == wb_host(top);
}

static int take(void) {
  int reason = atomic_exchange(&requested, WB_NONE);
  if (!reason) return WB_NONE;
  atomic_store(&delivered, reason);
  setmirror(0);
  arm(atomic_load(&running), NULL);
  arm(atomic_load(&mainstate), NULL);
  return reason;
}

int wb_interrupt_take(lua_State *L) {
  return atomic_load_explicit(&requested, memory_order_relaxed) && isours(L) ? take() : WB_NONE;
}

static void hook(lua_State *L, lua_Debug *frame) {
  (void)frame;
  arm(L, NULL);
  int reason = take();
  if (!reason) return;
  char where[LUA_IDSIZE + 32];
  wb_where(L, where, sizeof where);
  lua_pushfstring(L, "%s%s", where, reason == WB_TIMEDOUT ? "timed out" : "interrupted");
  lua_error(L);
}

static void onsignal(int signal) {
  int reason = signal == SIGALRM ? WB_TIMEDOUT : WB_INTERRUPTED;
  if (atomic_exchange(&served, reason)) _exit(signal == SIGALRM ? 124 : 130);
  wb_interrupt_request(reason);
  // A script that catches the time-out has five seconds to put its things away.
  if (signal == SIGALRM) alarm(5);
}

void wb_interrupt_install(lua_State *L) {
  atomic_store(&mainstate, L);
  atomic_store(&running, L);
  struct sigaction action = {0};
  action.sa_handler = onsignal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
  // A parent's thread that blocks signals hands that on to the processes it starts.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGALRM);
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
}

void wb_interrupt_uninstall(void) {
  signal(SIGINT, SIG_DFL);
  signal(SIGALRM, SIG_DFL);
  atomic_store(&running, NULL);
  atomic_store(&mainstate, NULL);
}

void wb_interrupt_mirror(int *flag) { atomic_store(&mirror, flag); }

void wb_interrupt_reset(void) {
  take();
  atomic_store(&delivered, WB_NONE);
  atomic_store(&served, WB_NONE);
}

void wb_interrupt_after(double seconds) {
  struct itimerval timer = {0};
  timer.it_value.tv_sec = (time_t)floor(seconds);
  timer.it_value.tv_usec = (suseconds_t)((seconds - floor(seconds)) * 1e6);
  setitimer(ITIMER_REAL, &timer, NULL);
}

lua_State *wb_interrupt_running(lua_State *L, lua_State *thread) {
  if (!isours(L)) return L;
  lua_State *before = atomic_exchange(&running, thread);
  // A signal that came while C code ran has set its hook in a coroutine that may not go on.
  if (atomic_load_explicit(&requested, memory_order_relaxed)) arm(thread, hook);
  return before;
}
