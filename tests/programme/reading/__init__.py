"""Tests of the reading room: a document in, a draft and doubts out."""
