"""Nattero: relief, a diary and answers for people who are woken by leg cramps at night."""

__version__ = "0.1.0"
