"""What the nights show: rates in their course, what goes together with cramps, what changed, what tonight may bring. Pure."""
