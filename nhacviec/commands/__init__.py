"""One command, one file. A command's libraries are loaded only when it is called."""
