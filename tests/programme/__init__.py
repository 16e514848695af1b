"""Tests of the field: nothing is needed but values."""
