import Glibc

/// What the terminal on standard output can show.
public enum Terminal {
  /// The best way to show pictures: `text` where there is no terminal or colour is not wanted.
  public static var pictures: PictureProtocol {
    guard isatty(1) != 0, !["", "dumb", "emacs"].contains(variable("TERM")), getenv("NO_COLOR") == nil else {
      return .text
    }
    if isKitty { return .kitty }
    return hasSixel ? .sixel : .blocks
  }

  /// Terminals that follow kitty's protocol and say who they are. tmux and screen do not let it through.
  private static var isKitty: Bool {
    let term = variable("TERM")
    guard getenv("TMUX") == nil, !term.hasPrefix("tmux"), !term.hasPrefix("screen") else { return false }
    return term == "xterm-kitty" || term == "xterm-ghostty" || getenv("KITTY_WINDOW_ID") != nil
      || ["WezTerm", "ghostty"].contains(variable("TERM_PROGRAM"))
  }

  /// 24-bit colours where the terminal says so, else the palette.
  public static var colours: HalfBlocks.Colours {
    ["truecolor", "24bit"].contains(variable("COLORTERM")) || variable("TERM").hasSuffix("-direct") || isKitty
      ? .all : .palette
  }

  /// Character cells across, and pixels across a cell.
  public static var size: (columns: Int, cellWidth: Int) {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, usualCellWidth) }
    let columns = Int(size.ws_col)
    return (columns, size.ws_xpixel > 0 ? max(Int(size.ws_xpixel) / columns, 1) : usualCellWidth)
  }

  private static let usualCellWidth = 8

  private static func variable(_ name: String) -> String { getenv(name).map { String(cString: $0) } ?? "" }

  // MARK: Asking

  nonisolated(unsafe) private static var knownSixel: Bool?
  /// Terminals answer at once; a line to far away takes a quarter of a second.
  private static let patience: Int32 = 300

  /// Whether sixels are among the features that the terminal tells when asked (primary device attributes). Asked once.
  private static var hasSixel: Bool {
    if let knownSixel { return knownSixel }
    guard isatty(0) != 0, tcgetpgrp(0) == getpgrp() else { return false }
    // What was typed ahead would be taken for the answer: another time.
    var waiting = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, 0) == 0 else { return false }
    let answer = ask("\u{1b}[c")
    let isKnown = answer.hasSuffix("c") && answer.hasPrefix("\u{1b}[?")
    let has = isKnown && answer.dropFirst(3).dropLast().split(separator: ";").contains("4")
    knownSixel = has
    return has
  }

  /// Sends a question and reads the answer, up to its final `c`.
  private static func ask(_ question: String) -> String {
    var usual = termios()
    guard tcgetattr(0, &usual) == 0 else { return "" }
    var quiet = usual
    quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(0, TCSANOW, &quiet) == 0 else { return "" }
    defer { tcsetattr(0, TCSANOW, &usual) }
    fflush(stdout)
    let bytes = Array(question.utf8)
    _ = write(1, bytes, bytes.count)
    var answer: [UInt8] = []
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while answer.count < 128, poll(&input, 1, patience) > 0 {
      var byte: UInt8 = 0
      guard read(0, &byte, 1) == 1 else { break }
      answer.append(byte)
      if byte == UInt8(ascii: "c") { break }
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
