#define _GNU_SOURCE
#include "input.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "CEdit.h"
#include "signals.h"

// A byte that turned out not to belong to the letter before it.
static int held = -1;

static int readbyte(unsigned char *byte) {
  if (held >= 0) {
    *byte = (unsigned char)held;
    held = -1;
    return 1;
  }
  for (;;) {
    if (cedit_saw_interrupt) {
      errno = EINTR;
      return -1;
    }
    if (!cedit_wait_for_input()) {
      cedit_serve_signals();
      continue;
    }
    ssize_t count = read(STDIN_FILENO, byte, 1);
    if (count >= 0) return (int)count;
    // A terminal that is gone has no more to say.
    if (errno != EINTR && errno != EAGAIN) return 0;
  }
}

// Bytes that follow a first byte; -1 where none may.
static int following(unsigned char first) {
  if (first < 0x80) return 0;
  if (first >= 0xC2 && first < 0xE0) return 1;
  if (first >= 0xE0 && first < 0xF0) return 2;
  if (first >= 0xF0 && first < 0xF5) return 3;
  return -1;
}

int cedit_read_letter(EditLine *editor, wchar_t *letter) {
  (void)editor;
  unsigned char byte;
  int status = readbyte(&byte);
  if (status <= 0) return status;
  int rest = following(byte);
  if (rest <= 0) {
    *letter = rest == 0 ? byte : 0xFFFD;
    return 1;
  }
  long code = byte & (0x3F >> rest);
  for (int left = rest; left > 0; left--) {
    status = readbyte(&byte);
    if (status <= 0) return status;
    if ((byte & 0xC0) != 0x80) {
      held = byte;
      *letter = 0xFFFD;
      return 1;
    }
    code = code << 6 | (byte & 0x3F);
  }
  static const long least[] = {0, 0x80, 0x800, 0x10000};
  bool isletter = code >= least[rest] && code <= 0x10FFFF && !(code >= 0xD800 && code < 0xE000);
  *letter = isletter ? (wchar_t)code : 0xFFFD;
  return 1;
}

cedit_outcome cedit_read_plain(const char **line, size_t *length) {
  static char *buffer;
  static size_t room;
  bool isterminal = isatty(STDIN_FILENO);
  sigset_t before;
  cedit_begin_signals(&before);
  // What feeds a pipe is ended by Ctrl-C together with us.
  if (!isterminal) signal(SIGINT, SIG_DFL);
  // Nobody waits for the signals here, so they may come at any time; the terminal edits the line itself.
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  ssize_t count;
  do {
    clearerr(stdin);
    count = getline(&buffer, &room, stdin);
    if (count < 0) cedit_serve_signals();
  } while (count < 0 && ferror(stdin) && errno == EINTR && !cedit_saw_interrupt);
  cedit_end_signals(&before);
  clearerr(stdin);
  if (cedit_saw_interrupt && count < 0) return CEDIT_INTERRUPTED;
  if (count < 0) return CEDIT_END;
  *length = (size_t)count;
  if (*length && buffer[*length - 1] == '\n') --*length;
  *line = buffer;
  return CEDIT_LINE;
}
