"""Ask: a typed question is answered from the pack, danger first, or not at all."""
