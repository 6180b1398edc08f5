"""The command line: thin calls of what the pages and the API call too."""

from nattero.cli.main import main, run

__all__ = ["main", "run"]
