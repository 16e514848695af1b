"""Formats: the same programme in every kind of file, and files that mean harm."""
