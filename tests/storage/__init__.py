"""The cupboard, on real files."""
