"""What can be asked with a slash: one command, one file; one registry of them."""
