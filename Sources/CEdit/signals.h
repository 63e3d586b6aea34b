#pragma once
#include <signal.h>
#include <stdbool.h>

/// What the signal handlers saw; cleared by who serves it.
extern volatile sig_atomic_t cedit_saw_interrupt, cedit_saw_resize, cedit_saw_stop;

/// Sets the handlers for the time that a line is read, and blocks the signals that are noted, so that they come in
/// `cedit_wait_for_input` only.
void cedit_begin_signals(sigset_t *before);
void cedit_end_signals(const sigset_t *before);

/// Waits until standard input can be read; false when a signal was noted first.
bool cedit_wait_for_input(void);

/// Stops the process as Ctrl-Z does, until it is continued.
void cedit_stop_process(void);
