"""The wheel is complete: what lies in the source is in it, and it serves from an empty folder.

The wheel is installed without its dependencies; those are lent by this environment, so that no network is needed.
"""

import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

from nattero import __version__
from tests import serving

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `make wheel` builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel in it."""
    home = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (packages,) = home.glob("lib/python*/site-packages")
    # A path file's own path files are not read, so the editable Nattero of this environment is not lent with the rest.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def shipped() -> set[str]:
    """Return what a wheel must hold: all of the package but caches and what catalogues are made from."""
    left_out = {".po", ".pot", ".pyc"}
    files = (path for path in (SOURCE / "nattero").rglob("*") if path.is_file() and path.suffix not in left_out)
    return {str(path.relative_to(SOURCE)) for path in files if path.name != ".DS_Store"}


def run(python: Path, folder: Path, *command: str) -> str:
    done = subprocess.run(
        [python.parent / command[0], *command[1:]],
        cwd=folder,
        env=serving.environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_everything_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert shipped() - held == set()


def test_catalogues_and_fonts_are_made_for_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = archive.namelist()
    catalogues = [name for name in held if name.endswith("LC_MESSAGES/nattero.mo")]
    fonts = [name for name in held if "/static/fonts/" in name]
    assert len(catalogues) == 3
    assert len([name for name in fonts if name.endswith(".woff2")]) == 2
    assert any("LICENSE" in name for name in fonts)
    paper = [name for name in held if "/report/fonts/" in name]
    assert len([name for name in paper if name.endswith(".ttf")]) == 2
    assert any("LICENSE" in name for name in paper)


def test_the_wheel_carries_no_tests_no_scripts_and_no_tables_of_translators(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        strange = [name for name in archive.namelist() if not name.startswith(("nattero/", "nattero-"))]
        sources = [name for name in archive.namelist() if name.endswith((".po", ".pot"))]
    assert strange == []
    assert sources == []


def test_the_licence_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())
        assert "nattero/pack/LICENSE.md" in archive.namelist()


def test_the_installed_command_is_the_wheels_own(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "python", "-c", "import nattero; print(nattero.__file__)")
    assert Path(where).is_relative_to(installed.parent.parent)
    assert __version__ in run(installed, tmp_path, "nattero", "--version")


def test_the_installed_wheel_serves_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    server = serving.serve(tmp_path / "data", python=str(installed))
    try:
        for page in ("/", "/relief"):
            with urllib.request.urlopen(server.url + page, timeout=10) as answer:
                assert answer.status == 200
                assert b"<main" in answer.read()
    finally:
        server.stop()
