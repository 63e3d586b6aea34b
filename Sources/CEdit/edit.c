#define _GNU_SOURCE
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "CEdit.h"
#include "input.h"
#include "signals.h"

static EditLine *editor;
static History *entries;
static locale_t utf8;
static const char *prompt = "";
static cedit_completer completer;
static unsigned char answer;

// libedit asks the thread's locale how text is encoded and how wide letters are.
static locale_t enter(void) { return utf8 ? uselocale(utf8) : (locale_t)0; }
static void leave(locale_t before) {
  if (utf8) uselocale(before);
}

static char *prompttext(EditLine *el) {
  (void)el;
  return (char *)prompt;
}

// MARK: Keys

static unsigned char complete(EditLine *el, int key) {
  (void)key;
  const LineInfo *line = el_line(el);
  answer = CC_REFRESH_BEEP;
  if (completer) completer(line->buffer, (size_t)(line->lastchar - line->buffer), (size_t)(line->cursor - line->buffer));
  return answer;
}

void cedit_set_completer(cedit_completer wanted) { completer = wanted; }

void cedit_insert(const char *text) {
  if (*text && el_insertstr(editor, text) == 0) answer = CC_REFRESH;
}

void cedit_show(const char *text) {
  printf("\n%s", text);
  fflush(stdout);
  answer = CC_REDISPLAY;
}

// A terminal that was asked to puts what is pasted between ESC[200~ and ESC[201~. It is inserted as it is, newlines
// and tabs too, and waits for Enter.
static unsigned char paste(EditLine *el, int key) {
  (void)key;
  static const wchar_t end[] = L"\033[201~";
  const size_t endlength = sizeof end / sizeof *end - 1;
  wchar_t *text = NULL, letter = 0;
  size_t count = 0, room = 0;
  for (;;) {
    if (el_wgetc(el, &letter) != 1) {
      free(text);
      return CC_EOF;
    }
    if (letter == L'\r') letter = L'\n';
    if (count + 1 >= room) {
      room = room ? 2 * room : 1024;
      wchar_t *larger = realloc(text, room * sizeof *text);
      if (!larger) break;
      text = larger;
    }
    if (letter >= L' ' || letter == L'\n' || letter == L'\t' || letter == L'\033') text[count++] = letter;
    if (count >= endlength && wmemcmp(text + count - endlength, end, endlength) == 0) {
      count -= endlength;
      break;
    }
  }
  // Lines end in one newline each; the last one is the user's to send.
  while (count && text[count - 1] == L'\n') count--;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (text[i] != L'\033') text[kept++] = text[i];
  if (text) text[kept] = 0;
  int status = kept ? el_winsertstr(el, text) : 0;
  free(text);
  return status == 0 ? CC_REFRESH : CC_REFRESH_BEEP;
}

static void bind(const char *key, const char *command) { el_set(editor, EL_BIND, key, command, NULL); }

static void bindkeys(void) {
  bind("\t", "wb-complete");
  bind("\033[200~", "wb-paste");
  bind("^R", "em-inc-search-prev");
  bind("^S", "em-inc-search-next");
  bind("^W", "ed-delete-prev-word");
  bind("\033[3~", "ed-delete-next-char");
  static const char *const home[] = {"\033[H", "\033OH", "\033[1~", "\033[7~"};
  static const char *const end[] = {"\033[F", "\033OF", "\033[4~", "\033[8~"};
  for (int i = 0; i < 4; i++) {
    bind(home[i], "ed-move-to-beg");
    bind(end[i], "ed-move-to-end");
  }
  bind("\033[1;5C", "em-next-word");
  bind("\033[1;5D", "ed-prev-word");
  bind("\033[1;3C", "em-next-word");
  bind("\033[1;3D", "ed-prev-word");
}

// MARK: Opening

static void openquietly(const char *program, FILE *errors) {
  editor = el_init(program, stdin, stdout, errors);
  // Nearly every terminal that the system does not know understands what xterm does.
  const char *kind = getenv("TERM");
  if (editor && kind && el_set(editor, EL_TERMINAL, kind) != 0) el_set(editor, EL_TERMINAL, "xterm");
}

bool cedit_open(const char *program) {
  utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  locale_t before = enter();
  FILE *nowhere = fopen("/dev/null", "we");
  openquietly(program, nowhere ? nowhere : stderr);
  HistEvent event;
  entries = editor ? history_init() : NULL;
  if (entries) {
    el_set(editor, EL_SETFP, 2, stderr);
    history(entries, &event, H_SETSIZE, 1 << 20);
    el_set(editor, EL_HIST, history, entries);
    el_set(editor, EL_PROMPT, prompttext);
    el_set(editor, EL_GETCFN, cedit_read_letter);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_ADDFN, "wb-complete", "Completes the word before the cursor", complete);
    el_set(editor, EL_ADDFN, "wb-paste", "Inserts what is pasted", paste);
    bindkeys();
    el_source(editor, NULL);
    const char *mode = NULL;
    // `bind -v` of the user's file has put vi's keys in the place of all.
    if (el_get(editor, EL_EDITOR, &mode) == 0 && mode && strcmp(mode, "vi") == 0) {
      bind("\t", "wb-complete");
      bind("\033[200~", "wb-paste");
    }
  }
  bool isopen = entries != NULL;
  if (!isopen) cedit_close();
  leave(before);
  if (nowhere) fclose(nowhere);
  return isopen;
}

void cedit_close(void) {
  if (editor) el_end(editor);
  if (entries) history_end(entries);
  editor = NULL;
  entries = NULL;
}

// MARK: Reading

static EditLine *waiting;

// Draws the line anew, from where the cursor's row begins.
static void redraw(void) {
  fputs("\r\033[J", stdout);
  el_set(waiting, EL_REFRESH);
}

void cedit_serve_signals(void) {
  if (cedit_saw_resize) {
    cedit_saw_resize = 0;
    if (waiting) {
      el_resize(waiting);
      redraw();
    }
  }
  if (cedit_saw_stop) {
    if (waiting) el_set(waiting, EL_PREP_TERM, 0);
    cedit_stop_process();
    if (waiting) {
      el_set(waiting, EL_PREP_TERM, 1);
      redraw();
    }
  }
}

cedit_outcome cedit_read(const char *text, const char **line, size_t *length) {
  sigset_t signals;
  locale_t before = enter();
  cedit_begin_signals(&signals);
  prompt = text;
  waiting = editor;
  el_resize(editor);
  fputs("\033[?2004h", stdout);
  int count = 0;
  const char *read = el_gets(editor, &count);
  fputs("\033[?2004l", stdout);
  fflush(stdout);
  waiting = NULL;
  cedit_outcome outcome = cedit_saw_interrupt ? CEDIT_INTERRUPTED : read ? CEDIT_LINE : CEDIT_END;
  cedit_end_signals(&signals);
  leave(before);
  if (outcome != CEDIT_LINE) return outcome;
  *length = strlen(read);
  if (*length && read[*length - 1] == '\n') --*length;
  *line = read;
  return outcome;
}

void cedit_fresh_line(void) {
  int columns, rows;
  cedit_terminal_size(&columns, &rows);
  // From the first column the mark is overwritten by the prompt; from another the blanks reach the next line.
  printf("\033[7m%%\033[m%*s\r\033[K", columns - 1, "");
  fflush(stdout);
}

void cedit_terminal_size(int *columns, int *rows) {
  struct winsize size;
  bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 && size.ws_row > 1;
  *columns = known ? size.ws_col : 80;
  *rows = known ? size.ws_row : 24;
}

// MARK: History

void cedit_history_clear(void) {
  HistEvent event;
  if (entries) history(entries, &event, H_CLEAR);
}

void cedit_history_add(const char *entry) {
  HistEvent event;
  if (entries) history(entries, &event, H_ENTER, entry);
}
