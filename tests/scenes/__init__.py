"""Stories through the front door: the whole house, with the street outside."""
