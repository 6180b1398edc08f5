"""Relief: which steps for this person in this place, and what not to do."""
