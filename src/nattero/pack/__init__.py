"""The evidence pack: content only, no code. What Nattero says and on what it stands, in YAML; the words people read, one file per language."""
