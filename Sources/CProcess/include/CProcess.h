// What Linux and GNU offer for processes and Swift cannot call.
#ifndef CPROCESS_H
#define CPROCESS_H

#include <spawn.h>

/// From now on this process is killed (SIGKILL) when the thread that started it ends.
/// - Returns: 0 when `parent` is still there; -1 when it has gone, or the system refuses.
int process_end_with_parent(int parent);

/// A close-on-exec descriptor of a child that `poll` reports readable when the child has ended; -1 where the system has
/// none.
int process_descriptor(int id);

/// The program to be started starts in `folder`.
/// - Returns: 0 or an `errno`.
int process_start_in(posix_spawn_file_actions_t *actions, const char *folder);

#endif
