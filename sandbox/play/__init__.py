"""The street as the person at the screen meets it: one page that plays every chat."""
