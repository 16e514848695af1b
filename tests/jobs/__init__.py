"""Tests of the clock and the post."""
