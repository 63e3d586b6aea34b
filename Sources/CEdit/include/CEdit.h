/// Line editing on the terminal: a thin layer over libedit, whose functions take variable arguments that Swift cannot
/// pass. One editor a process, on its standard input and output; text is UTF-8 whatever the locale says.
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef enum { CEDIT_LINE, CEDIT_END, CEDIT_INTERRUPTED } cedit_outcome;

/// Opens the editor and reads the user's `~/.editrc`; `program` is the name that its lines may begin with. False where
/// the terminal cannot be used.
bool cedit_open(const char *program);
void cedit_close(void);

/// Reads a line with editing. While it waits, Ctrl-C is an outcome, a window's new size is noticed, Ctrl-Z stops the
/// process, and a signal that ends it first gives the terminal back as it was; SIGALRM ends it with status 124.
/// Afterwards SIGINT is noted and otherwise of no effect until another handler is set. `*line` has no newline at its end and is valid until the next call.
cedit_outcome cedit_read(const char *prompt, const char **line, size_t *length);

/// Moves to the start of a fresh line where a program left the cursor in the middle of one.
void cedit_fresh_line(void);

/// Reads a line as the terminal or file gives it: with the terminal's own editing, if any. Signals as above, but where
/// no terminal is read Ctrl-C ends the process.
cedit_outcome cedit_read_plain(const char **line, size_t *length);

/// Called when Tab is pressed; `cursor` counts bytes. It answers by `cedit_insert` and `cedit_show`.
typedef void (*cedit_completer)(const char *line, size_t length, size_t cursor);
void cedit_set_completer(cedit_completer completer);
/// Inserts at the cursor.
void cedit_insert(const char *text);
/// Writes lines below the one that is edited, which is then drawn again.
void cedit_show(const char *text);

/// Lets the handler that SIGINT has now interrupt a read that waits, instead of starting it again.
void cedit_interrupt_reads(void);

void cedit_history_clear(void);
void cedit_history_add(const char *entry);

/// The terminal's size; 80 x 24 where it does not tell.
void cedit_terminal_size(int *columns, int *rows);
