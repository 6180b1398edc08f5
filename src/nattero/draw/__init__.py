"""Drawing: values in, themable and accessible SVG out. No clock, no files, no web."""
