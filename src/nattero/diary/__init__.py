"""What happened: entries, their merging, nights and the numbers computed from them. Pure."""
