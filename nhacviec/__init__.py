"""The front door: command line, config, wiring. The only room with a clock."""
