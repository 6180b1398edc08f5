"""Measurements, side by side with a peer in one run: `make bench` runs them and writes docs/benchmarks.md."""
