"""Runs every measurement, or those named, and writes their tables: `python -m bench [NAME ...]`."""

import importlib
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HEADING = """# Benchmarks

Written by `make bench`, or a part at a time by `python -m bench PART`. One machine, one run a section: look at the ratios."""
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
    "sayings",
    "checkup",
    "unseen",
    "plan",
    "session",
    "trials",
    "trial_grid",
    "trial_power",
    "trial_calibration",
    "trial_chance",
    "trial_pool",
    "trial_nuts",
    "trial_speed",
    "insight",
    "insight_page",
    "fhir",
    "report",
]


def main(names: list[str]) -> None:
    """Runs the named measurements, or all, and puts each into the table as soon as it is done."""
    for name in names or PARTS:
        print(f"bench: {name} ...", file=sys.stderr, flush=True)
        module = importlib.import_module(f"bench.{name}")
        section = f"## {module.TITLE}\n\n{module.ABOUT}\n\n{table(module.run())}\n\n{stamp(name)}"
        print(section, flush=True)
        TABLE.write_text(with_section(TABLE.read_text("utf-8") if TABLE.exists() else "", section), "utf-8")


def with_section(text: str, section: str) -> str:
    """The page with a section in the place of the one of the same name, or at its end; sections stand in the order of `PARTS`."""
    sections = {part.partition("\n")[0]: part.strip() for part in text.split("\n## ")[1:]}
    new = section.removeprefix("## ")
    sections[new.partition("\n")[0]] = new
    titles = [importlib.import_module(f"bench.{name}").TITLE for name in PARTS]
    kept = [sections[title] for title in titles if title in sections]
    return "\n\n## ".join([HEADING, *kept]) + "\n"


def stamp(name: str) -> str:
    """When, where and of which commit a section was measured, and by which command."""
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return (
        f"*`python -m bench {name}`, {datetime.now(UTC).date().isoformat()}, commit {head.stdout.strip() or 'unknown'}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.*"
    )


def table(rows: list[dict[str, object]]) -> str:
    """Rows as a Markdown table."""
    columns = list(rows[0])
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join(lines + ["| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows])


if __name__ == "__main__":
    main(sys.argv[1:])
