"""What is known: the evidence pack as validated values, and what is missing in it."""
