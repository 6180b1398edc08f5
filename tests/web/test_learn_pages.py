"""Pages to learn from: danger first, every claim judged in a mark and a word, sources one tap away, notes kept here."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nattero.diary.entry import read
from nattero.diary.payloads import Note
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Page

LANGUAGES = ["en", "nl", "nb", "id"]
KINDS = ["/learn", "/learn/danger", "/learn/not", "/learn/no-pins", "/learn/conditions", "/learn/conditions/dvt"]
KINDS += ["/learn/situations", "/learn/situations/pregnant", "/learn/situations/muscle", "/learn/myths"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an empty diary."""
    made = small.site_in(tmp_path_factory.mktemp("learn") / "data")
    yield made
    made.journal.close()


@pytest.fixture
def client(site: Site) -> TestClient[Litestar]:
    """An English browser without script."""
    return small.client_of(site)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_condition_says_what_it_is_how_it_differs_and_whom_to_ask(site: Site, lang: str) -> None:
    page = small.client_of(site, lang)
    listed = Page(page.get("/learn/conditions").text).links
    step = 1 if lang == "en" else 7  # that no text is missing in a language, the check of the pack says
    for row in [*site.pack.conditions.values()][::step]:
        assert f"/learn/conditions/{row.id}" in listed
        html = page.get(f"/learn/conditions/{row.id}").text
        signs = [html.index(f'href="/learn/{site.pack.red_flags[flag].claim}"') for flag in row.flags]
        assert all(place < html.index('id="how"') < html.index('id="whom"') for place in signs)
        assert html.count('class="judged') == len(row.claims)
        assert "{" not in html.partition("<main")[2]


def test_every_claim_of_a_page_opens_to_its_sources_there(site: Site, client: TestClient[Litestar]) -> None:
    pages = {f"/learn/conditions/{row.id}": row.claims for row in site.pack.conditions.values()}
    pages |= {f"/learn/situations/{row.id}": row.claims for row in site.pack.situations.values()}
    for address, claims in pages.items():
        links = Page(client.get(address).text).links
        for claim in claims:
            for source in (site.pack.sources[name] for name in site.pack.claims[claim].sources):
                where = [f"https://doi.org/{source.doi}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"]
                assert any(link in links for link in [*where, source.url]), (address, claim, source.id)


def test_situations_lead_on_to_conditions_and_the_drawing_explains_each_part(
    site: Site, client: TestClient[Litestar]
) -> None:
    listed = Page(client.get("/learn/situations").text).links
    for row in site.pack.situations.values():
        assert f"/learn/situations/{row.id}" in listed
        links = Page(client.get(f"/learn/situations/{row.id}").text).links
        assert all(f"/learn/conditions/{name}" in links for name in row.conditions)
    html = client.get("/learn/situations/muscle").text
    assert html.count("<svg class=") == 1
    assert all(html.count(site.pack.text(f"situation.muscle.{part}", "en")) >= 1 for part in ("title", "nerve-cell"))


def test_myths_are_grouped_the_dangerous_first(site: Site, client: TestClient[Litestar]) -> None:
    html = client.get("/learn/myths").text
    assert html.index('id="dangerous"') < html.index('id="no-help"') < html.index('id="unproven"')
    assert html.count('class="judged') == len(site.pack.myths)
    assert html.count('class="mark"') == len(site.pack.myths)


@pytest.mark.parametrize("address", KINDS)
def test_every_page_says_when_it_was_checked_and_that_no_clinician_has_reviewed_it(
    client: TestClient[Litestar], address: str
) -> None:
    html = client.get(address).text
    assert "Sources last gone through on" in html
    assert "No clinician has reviewed this yet." in html
    assert Page(html).form("note").action == "/entries"


def test_a_correction_stands_on_the_pages_that_it_concerns_and_only_there(
    site: Site, client: TestClient[Litestar]
) -> None:
    for row in site.pack.corrections.values():
        words = site.pack.text(f"correction.{row.id}", "en").partition('"')[0]
        assert words in client.get(f"/learn/{row.claims[0]}").text.replace("&#39;", "'")
        assert words not in client.get("/learn/no-pins").text
    assert "Nothing on this page has had to be corrected so far." in client.get("/learn/no-pins").text


def test_a_note_is_kept_in_the_diary_and_shown_to_copy_or_mail(tmp_path: Path) -> None:
    site = small.site_in(tmp_path / "data")
    client = small.client_of(site)
    form = Page(client.get("/learn/myths").text).form("note")
    written = "True or not? (/learn/myths): garlic & <soup>"
    answer = client.post("/entries", content=encoded(form.pairs({"text:text": written})), follow_redirects=True)
    assert str(answer.url).partition("?")[0].endswith("/learn/notes")
    notes = [payload for entry in site.entries() if isinstance(payload := read(entry), Note)]
    assert [note.text for note in notes] == [written]
    assert "garlic &amp; &lt;soup&gt;" in answer.text
    assert f"mailto:?subject=Nattero&amp;body={quote(written)}" in answer.text
    taken = client.post(
        "/entries", content=encoded(Page(answer.text).form("retraction").pairs()), follow_redirects=True
    )
    assert "There are none yet." in taken.text
    site.journal.close()


def encoded(pairs: list[tuple[str, str]]) -> str:
    """What a browser posts."""
    return "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
