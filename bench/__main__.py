"""Runs every measurement and writes the table: `python -m bench [NAME ...]`."""

import importlib
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

TABLE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PARTS = [
    "weight",
    "first_instruction",
    "requests",
    "memory",
    "start",
    "pack",
    "kill",
    "interval",
    "ask",
    "peers",
    "medicines",
    "hearing",
    "checkup",
    "plan",
    "session",
    "trials",
    "trial_calibration",
    "trial_nuts",
]


def main(names: list[str]) -> None:
    """Runs the named measurements, or all, and writes the table when it was all."""
    sections = []
    for name in names or PARTS:
        print(f"bench: {name} ...", file=sys.stderr, flush=True)
        module = importlib.import_module(f"bench.{name}")
        section = f"## {module.TITLE}\n\n{module.ABOUT}\n\n{table(module.run())}"
        print(section, flush=True)
        sections.append(section)
    if not names:
        TABLE.write_text("\n\n".join([heading(), *sections]) + "\n", encoding="utf-8")


def heading() -> str:
    """When, where and how this was measured."""
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    today = datetime.now(UTC).date().isoformat()
    return (
        "# Benchmarks\n\n"
        f"Written by `make bench` on {today} ({platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, commit {head.stdout.strip() or 'unknown'}). One machine, one run: look at the ratios."
    )


def table(rows: list[dict[str, object]]) -> str:
    """Rows as a Markdown table."""
    columns = list(rows[0])
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join(lines + ["| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows])


if __name__ == "__main__":
    main(sys.argv[1:])
