"""House-keeping: what a machine can check of how this house is kept."""
