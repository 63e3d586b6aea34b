import Glibc
import Shell

exit(Shell.main(CommandLine.arguments))
