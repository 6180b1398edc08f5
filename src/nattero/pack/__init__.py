"""What Nattero knows: content only, as YAML. Each sentence has a claim, each claim its sources; one file of words per language."""
