"""Documentation that cannot drift: generated pages are up to date, and links inside the repository lead somewhere."""

import re
from pathlib import Path

import pytest

from scripts import docs

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("name", docs.PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == docs.PAGES[name]()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)|<img[^>]*src=\"([^\"]+)\"", path.read_text(encoding="utf-8"))
    inside = [link or image for link, image in targets if "://" not in link + image]
    assert [target for target in inside if not (path.parent / target).exists()] == []
