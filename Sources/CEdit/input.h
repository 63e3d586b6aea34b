#pragma once
#include <histedit.h>
#include <wchar.h>

/// libedit's way to the keyboard: one letter from UTF-8; what is not UTF-8 is U+FFFD. 0 at the end, -1 when Ctrl-C came.
int cedit_read_letter(EditLine *editor, wchar_t *letter);

/// Does what the signals that came ask for, other than Ctrl-C.
void cedit_serve_signals(void);
