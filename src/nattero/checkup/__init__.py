"""The check-up: so far its danger signs."""
