"""Tests of what a sentence says about which duty."""
