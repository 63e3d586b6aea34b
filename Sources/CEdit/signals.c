#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "CEdit.h"

volatile sig_atomic_t cedit_saw_interrupt, cedit_saw_resize, cedit_saw_stop;

static struct termios usual;
static volatile sig_atomic_t has_usual;

static void note(int signal) {
  if (signal == SIGINT) cedit_saw_interrupt = 1;
  if (signal == SIGWINCH) cedit_saw_resize = 1;
  if (signal == SIGTSTP) cedit_saw_stop = 1;
}

// The handler is gone already when this runs, so the signal raised again ends the process.
static void leave(int signal) {
  if (has_usual) tcsetattr(STDIN_FILENO, TCSANOW, &usual);
  if (signal == SIGALRM) _exit(124);
  raise(signal);
}

static void noted(sigset_t *set) {
  sigemptyset(set);
  sigaddset(set, SIGINT);
  sigaddset(set, SIGWINCH);
  sigaddset(set, SIGTSTP);
}

void cedit_begin_signals(sigset_t *before) {
  if (!has_usual) has_usual = tcgetattr(STDIN_FILENO, &usual) == 0;
  sigset_t set;
  noted(&set);
  pthread_sigmask(SIG_BLOCK, &set, before);
  struct sigaction action = {0};
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART: a read that waits comes back.
  action.sa_handler = note;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGWINCH, &action, NULL);
  sigaction(SIGTSTP, &action, NULL);
  action.sa_handler = leave;
  action.sa_flags = SA_RESETHAND | SA_NODEFER;
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
  struct sigaction hangup;
  // `nohup` has it ignored.
  if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, NULL);
  cedit_saw_interrupt = cedit_saw_resize = cedit_saw_stop = 0;
}

void cedit_end_signals(const sigset_t *before) {
  signal(SIGWINCH, SIG_DFL);
  signal(SIGTSTP, SIG_DFL);
  pthread_sigmask(SIG_SETMASK, before, NULL);
}

bool cedit_wait_for_input(void) {
  sigset_t during, set;
  noted(&set);
  pthread_sigmask(SIG_SETMASK, NULL, &during);
  sigdelset(&during, SIGINT);
  sigdelset(&during, SIGWINCH);
  sigdelset(&during, SIGTSTP);
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  return ppoll(&input, 1, NULL, &during) >= 0 || errno != EINTR;
}

void cedit_stop_process(void) {
  cedit_saw_stop = 0;
  struct sigaction ours, usually = {0};
  usually.sa_handler = SIG_DFL;
  sigemptyset(&usually.sa_mask);
  sigaction(SIGTSTP, &usually, &ours);
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}

void cedit_interrupt_reads(void) {
  struct sigaction action;
  if (sigaction(SIGINT, NULL, &action) != 0) return;
  action.sa_flags &= ~SA_RESTART;
  sigaction(SIGINT, &action, NULL);
}
