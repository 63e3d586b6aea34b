import Glibc

func writeError(_ text: String) {
  fflush(stdout)
  var text = text
  text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stderr) }
}

func writeOutput(_ text: String) {
  var text = text
  text.withUTF8 { bytes in _ = fwrite(bytes.baseAddress, 1, bytes.count, stdout) }
}
