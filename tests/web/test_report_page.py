"""The doctor's page in the app, without script: choose, read it first, take it; what is typed for it alone is kept nowhere."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from nattero.web.site import Site
from tests.report.made import checkup, entry
from tests.web import small
from tests.web.pages_of import Page

NAME = "Anna van der Ploeg"
CHOSEN = {"chosen": "yes", "part": ["pattern", "flags"], "name": NAME, "question": "Is it the water tablet?"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = small.site_in(tmp_path_factory.mktemp("site") / "data")
    made.journal.append([*small.season(), checkup(["Hydrochloorthiazide 12,5 mg"])])
    yield made
    made.journal.close()


def test_the_page_is_read_first_and_taken_as_the_same_pdf(site: Site) -> None:
    client = small.client_of(site)
    shown = client.post("/report/preview", data=CHOSEN)
    assert NAME in shown.text
    assert "Cramps a week" in shown.text
    assert "ydrochloor" not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    body = client.post("/report.pdf", data=CHOSEN)
    assert body.headers["content-type"] == "application/pdf"
    assert NAME not in body.headers["content-disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body.content)).pages)
    assert NAME in text
    assert "ydrochloor" not in text
    assert "Left off this page by the patient's choice" in " ".join(text.split())


def test_what_is_typed_for_the_page_is_kept_nowhere(site: Site) -> None:
    before = site.entries()
    client = small.client_of(site)
    client.post("/report/preview", data=CHOSEN)
    client.post("/report.pdf", data=CHOSEN)
    assert site.entries() == before
    assert NAME not in client.get("/report").text


def test_going_back_to_change_it_keeps_what_was_chosen(site: Site) -> None:
    page = small.client_of(site).post("/report", data={**CHOSEN, "lang": "nb", "span": "quarter"}).text
    assert NAME in page
    assert 'value="nb" lang="nb" selected' in page
    assert 'value="quarter" selected' in page
    assert page.count("checked> <span>") == 2


@pytest.mark.parametrize("lang", ["en", "nl", "nb", "id"])
def test_the_doctor_reads_another_language_than_the_patient(site: Site, lang: str) -> None:
    client = small.client_of(site, lang="nl")
    page = client.post("/report/preview", data={"lang": lang}).text
    assert f'class="card sheet" lang="{lang}"' in page
    assert "Lees het voor je het weggeeft" in page
    assert "Hydrochloorthiazide 12,5 mg" in page


@pytest.mark.parametrize(("first", "last"), [("2026-11-02", "2026-11-01"), ("yesterday", ""), ("", "2026-02-30")])
def test_days_that_cannot_be_are_asked_again_with_all_else_as_it_was(site: Site, first: str, last: str) -> None:
    for address in ("/report/preview", "/report.pdf"):
        page = small.client_of(site).post(address, data={"span": "own", "first": first, "last": last, "name": NAME})
        assert 'role="alert"' in page.text
        assert NAME in page.text


@pytest.mark.parametrize("span", ["month", "quarter", "year", "all", "own", "nonsense"])
def test_each_period_gives_a_page(site: Site, span: str) -> None:
    assert "nights recorded" in small.client_of(site).post("/report/preview", data={"span": span}).text


def test_what_somebody_types_is_never_markup(site: Site) -> None:
    page = small.client_of(site).post("/report/preview", data={"name": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_an_empty_diary_is_told_so(tmp_path: Path) -> None:
    empty = small.site_in(tmp_path / "data")
    client = small.client_of(empty)
    assert "Your diary is still empty" in client.get("/report/preview").text
    assert client.get("/report.pdf").content.startswith(b"%PDF-")
    empty.journal.close()


def test_the_rooms_lead_to_it(site: Site) -> None:
    client = small.client_of(site)
    assert "/report" in Page(client.get("/checkup/result").text).links
    assert "/report" in Page(client.get("/more").text).links


def test_a_danger_sign_of_these_days_says_what_to_do_before_the_page(tmp_path: Path) -> None:
    made = small.site_in(tmp_path / "data")
    made.journal.append([checkup(breathless_chest=True)])
    page = small.client_of(made, lang="nl").post("/report/preview", data={"lang": "en"}).text
    assert page.index("Bel nu 112") < page.index("Danger signs reported")
    made.journal.close()


def test_a_sign_that_was_read_in_a_note_can_be_said_not_to_be_so_and_to_be_so_after_all(tmp_path: Path) -> None:
    made = small.site_in(tmp_path / "data")
    note = {"at": "2026-11-21T10:00:00Z", "text": "My leg is suddenly cold and white and I cannot feel my foot"}
    made.journal.append([entry("note", note, datetime(2026, 11, 21, 10, tzinfo=UTC))])
    client = small.client_of(made)
    sign = made.pack.text("flag.cold-pale-leg.sign", "en")
    answer = {"kind": "answers", "next": "/report", "answers.danger.cold-pale-leg:text": "no"}
    assert 'name="answers.danger.cold-pale-leg:text" value="no"' in client.get("/report").text
    assert "sudden cold, pale or numb leg" in client.get("/report/preview").text
    assert client.post("/entries", data=answer, follow_redirects=False).headers["location"] == "/report"
    said = client.get("/report").text
    assert "noticed-1" not in said
    assert f"this is not so: {sign}" in said
    assert "answered with no on" in client.get("/report/preview").text
    client.post("/entries", data={**answer, "answers.danger.cold-pale-leg:text": ""}, follow_redirects=False)
    assert "noticed-1" in client.get("/report").text
    made.journal.close()
