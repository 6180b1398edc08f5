"""Writes the pages of docs/ that are generated; `--check` only tells whether they are up to date.

In: the command line's own help and the pack. Out: docs/commands.md and docs/coverage.md.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by `make docs` from the commands' own help; change it there. -->\n\n"


def commands() -> str:
    """Return the page of commands: each with its arguments and options."""
    told_by = [sys.executable, "-m", "typer", "--app", "app", "nattero.cli.main", "utils", "docs"]
    command = [*told_by, "--name", "nattero", "--title", "Commands"]
    plain = {"HOME": "/home/you", "LANG": "C.UTF-8", "NO_COLOR": "1", "PATH": os.defpath}
    told = subprocess.run(command, env=plain, capture_output=True, text=True, check=True)
    return NOTE + whole_sentences(told.stdout.strip()) + "\n"


def whole_sentences(page: str) -> str:
    """Return the page with its lists saying what each command's own section begins with, where Typer cut it short."""
    begun = dict(re.findall(r"^#+ `nattero (.+)`\n\n(.+(?:\n.+)*)", page, re.MULTILINE))
    lines, within = [], ""
    for line in page.splitlines():
        if heading := re.fullmatch(r"#+ `nattero (.+)`", line):
            within = heading[1] + " "
        if (listed := re.fullmatch(r"\* `([\w-]+)`: .+\.\.\.", line)) and within + listed[1] in begun:
            lines.append(f"* `{listed[1]}`: {' '.join(begun[within + listed[1]].split())}")
        else:
            lines.append(line)
    return "\n".join(lines)


def coverage() -> str:
    """Return the page that says which statements of the originals are answered, by topic and verdict."""
    from nattero.cli.pack import coverage_table
    from nattero.knowledge.pack import coverage as coverage_of
    from nattero.knowledge.pack import load_pack

    pack = load_pack()
    return (
        "<!-- Written by `make docs` from the pack; change it there. -->\n\n# What is answered\n\n"
        "Five web articles began this project. Read closely they make 706 statements; each is answered by exactly one claim of the "
        f"pack ({len(pack.claims)} claims on {len(pack.sources)} sources). The table counts statements by topic and verdict. No clinician "
        f"has reviewed the claims yet.\n\n{coverage_table(coverage_of(pack))}\n"
    )


PAGES = {"docs/commands.md": commands, "docs/coverage.md": coverage}


def main(arguments: list[str]) -> int:
    """Write every page, or with `--check` name those that are not up to date and return 1 if there are any."""
    failed = 0
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            print(f"{name} is not up to date; `make docs` writes it.")
            failed = 1
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Wrote {name}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
