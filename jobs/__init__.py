"""The clock: what is due, what is posted, what is delivered."""
