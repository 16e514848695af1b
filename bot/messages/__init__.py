"""Every sentence the program says to a person, built from values."""
