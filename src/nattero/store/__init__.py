"""Keeping what happened: one SQLite file in the person's own data folder, its exports and its backups."""
