"""What a Vietnamese sentence says about which duty."""
