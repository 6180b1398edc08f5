"""How long commands take from the shell, as whole processes."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TITLE = "The command line: from the shell to the prompt"
ABOUT = "Whole processes, median of nine. Aim: `--help` under 250 ms, diary commands under 700 ms. Peer: Python starting and doing nothing."
RUNS = 9


def seconds(command: list[str]) -> float:
    """The median time of a command."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=clean)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def run() -> list[dict[str, object]]:
    """Commands on a year of diary."""
    program = str(Path(sys.executable).parent / "nattero")
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", str(Path(folder) / "demo")]
        subprocess.run([program, "demo", *data], check=True, capture_output=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "nattero --help": [program, "--help"],
            "nattero diary (a year)": [program, "diary", *data],
            "nattero diary --json": [program, "diary", "--json", *data],
            "nattero log": [program, "log", "--pain", "5", *data],
            "nattero export (a year)": [program, "export", "-", *data],
        }
        return [{"command": name, "median, ms": f"{1000 * seconds(command):.0f}"} for name, command in commands.items()]
