"""Trials on one person: did it work for me? Nights in, an answer with its uncertainty out. Pure: no clock, no chance, no files."""
