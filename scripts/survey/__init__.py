"""What "people like you" was fitted from, how, and how well: the scripts behind docs/model-card.md and docs/survey.md."""
