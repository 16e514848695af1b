"""Tests of the voice and the ear."""
