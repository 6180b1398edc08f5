"""The ways in: every make target is explained, and setting up says plainly what is missing and never works twice."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from nattero import __version__
from scripts import bootstrap, browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A checkout with only what decides about setting up."""
    for name in [*bootstrap.LOCKS.values(), *bootstrap.PACKAGE]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    return tmp_path


def only(folder: Path, **programs: str) -> dict[str, str]:
    """Return an environment whose search path holds these shell scripts and the machine's own basic tools."""
    folder.mkdir()
    (folder / "sh").symlink_to(shutil.which("sh") or "/bin/sh")
    for name, text in {"uname": "echo Linux", **programs}.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder)}


def find_python(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    sh = shutil.which("sh") or "/bin/sh"
    command = [sh, str(ROOT / "scripts/find_python.sh")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_every_make_target_is_explained_to_contributors() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    explained = (ROOT / "CONTRIBUTING.md").read_text()
    assert {"run", "test", "setup", "check", "bench", "docs", "wheel"} <= set(targets)
    assert [target for target in targets if f"`make {target}`" not in explained] == []


def test_without_any_python_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    said = find_python(only(tmp_path / "bin"))
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1
    assert "install" in said.stderr


def test_a_python_that_is_too_old_is_not_taken(tmp_path: Path) -> None:
    said = find_python(only(tmp_path / "bin", python3="exit 1"))
    assert said.returncode == 1
    assert "Python 3.11 or later" in said.stderr


def test_on_a_mac_the_sentence_names_what_macs_have(tmp_path: Path) -> None:
    said = find_python(only(tmp_path / "bin", uname="echo Darwin"))
    assert said.returncode == 1
    assert "brew install" in said.stderr
    assert "apt" not in said.stderr


def test_a_python_without_venv_leads_to_debians_package(tmp_path: Path) -> None:
    no_venv = 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac'
    said = find_python(only(tmp_path / "bin", python3=no_venv))
    assert said.returncode == 1
    assert "python3-venv" in said.stderr


def test_an_able_python_is_found_under_any_of_its_names(tmp_path: Path) -> None:
    for name in ("python3", "python3.12"):
        said = find_python(only(tmp_path / name, **{name: f'exec "{sys.executable}" "$@"'}))
        assert said.stdout.strip() == str(tmp_path / name / name)


def test_setting_up_is_needed_once(copy: Path) -> None:
    assert not bootstrap.is_set_up(copy, "run")
    (copy / ".venv/stamp-run").write_text(bootstrap.fingerprint(copy, "run"))
    assert bootstrap.is_set_up(copy, "run")
    assert not bootstrap.is_set_up(copy, "dev")


def test_an_environment_for_changing_nattero_also_runs_it(copy: Path) -> None:
    (copy / ".venv/stamp-dev").write_text(bootstrap.fingerprint(copy, "dev"))
    assert bootstrap.is_set_up(copy, "dev")
    assert bootstrap.is_set_up(copy, "run")


@pytest.mark.parametrize("name", ["requirements.lock", *bootstrap.PACKAGE])
def test_what_was_set_up_is_stale_once_a_lock_or_the_package_changes(copy: Path, name: str) -> None:
    (copy / ".venv/stamp-run").write_text(bootstrap.fingerprint(copy, "run"))
    with (copy / name).open("a") as file:
        file.write("# changed\n")
    assert not bootstrap.is_set_up(copy, "run")


def test_an_environment_whose_python_is_gone_is_made_anew(copy: Path) -> None:
    (copy / ".venv/stamp-run").write_text(bootstrap.fingerprint(copy, "run"))
    (copy / ".venv/bin/python").unlink()
    (copy / ".venv/bin/python").symlink_to(copy / "gone")
    assert not bootstrap.is_set_up(copy, "run")


def test_a_moved_checkout_is_set_up_anew(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (copy / ".venv/stamp-run").write_text(bootstrap.fingerprint(copy, "run"))
    moved = tmp_path_factory.mktemp("elsewhere") / "nattero"
    shutil.copytree(copy, moved, symlinks=True)
    assert not bootstrap.is_set_up(moved, "run")


def test_without_a_browser_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    environment = {**os.environ, "NATTERO_BROWSER": str(tmp_path / "none")}
    command = [sys.executable, str(ROOT / "scripts/browser.py")]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.strip() == browser.MISSING


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("NATTERO_BROWSER", str(broken))
    assert browser.find() is None


def test_one_version_is_told_everywhere() -> None:
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert cited
    assert cited[1] == __version__
    assert project["project"]["dynamic"] == ["version"]
