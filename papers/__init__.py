"""What we hand out as files; empty until the first paper is asked for."""
