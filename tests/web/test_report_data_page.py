"""The page of what leaves for other programs: chosen, seen, and only then taken; no more in the file than on the page was said."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from nattero.diary.entry import decode
from nattero.web.site import Site
from tests.report.diaries import SECRET, one_of_each
from tests.web import small
from tests.web.pages_of import Page

FILES = ["/report/data/nattero.zip", "/report/data/nattero.jsonl", "/report.fhir.json", "/report/data/nights.csv"]
EVERYTHING = (
    "chosen=yes&part=nights&part=cramps&part=checkups&part=plan&part=sessions&part=trials&part=settings&part=notes"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = small.site_in(tmp_path_factory.mktemp("data") / "data")
    made.journal.append(one_of_each())
    yield made
    made.journal.close()


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_the_page_is_well_made_in_each_language(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    for query in (f"?{EVERYTHING}", "?chosen=yes", "?first=2026-12-01&last=2026-11-01", "?first=soon"):
        answer = client.get(f"/report/data{query}")
        assert answer.status_code == 200
        read = Page(answer.text)
        assert read.forbidden == []
        assert len(set(read.ids)) == len(read.ids)


def test_own_words_are_only_in_it_when_they_were_asked_for(site: Site) -> None:
    client = small.client_of(site)
    assert SECRET not in client.get("/report/data").text
    assert SECRET in client.get("/report/data?chosen=yes&part=notes").text
    for path in FILES:
        assert SECRET.encode() not in client.get(path).content
    assert SECRET.encode() in client.get(f"/report/data/nattero.jsonl?{EVERYTHING}").content


def test_every_file_on_the_page_can_be_taken_and_holds_what_was_chosen(site: Site) -> None:
    client = small.client_of(site)
    page = Page(client.get("/report/data?chosen=yes&part=cramps&first=2026-11-18&last=2026-11-19").text)
    links = [link for link in page.links if "?" in link]
    assert len(links) == 4
    files = {link.partition("?")[0].rpartition("/")[2]: client.get(link) for link in links}
    assert all(answer.status_code == 200 for answer in files.values())
    assert all("attachment" in answer.headers["content-disposition"] for answer in files.values())
    assert len(files["cramps.csv"].text.splitlines()) == 3
    assert [decode(line).kind for line in files["nattero.jsonl"].content.splitlines()] == ["cramp", "cramp"]
    assert zipfile.ZipFile(io.BytesIO(files["nattero.zip"].content)).namelist() == ["nattero-cramps.csv"]
    kinds = [entry["resource"]["resourceType"] for entry in json.loads(files["report.fhir.json"].content)["entry"]]
    assert kinds.count("Observation") == 2


def test_nothing_chosen_is_an_empty_file_and_not_everything(site: Site) -> None:
    assert small.client_of(site).get("/report/data/nattero.jsonl?chosen=yes").content == b""


def test_days_that_cannot_be_give_no_file_by_mistake(site: Site) -> None:
    client = small.client_of(site)
    assert client.get("/report/data/nattero.jsonl?first=2026-11-02&last=2026-11-01").content == b""
    assert (
        "The first day must come before the last one."
        in client.get("/report/data?first=2026-11-02&last=2026-11-01").text
    )


def test_a_file_that_is_none_is_not_found(site: Site) -> None:
    assert small.client_of(site).get("/report/data/nobody.csv").status_code == 404


def test_a_diary_of_somebody_who_is_cared_for_names_a_related_person(tmp_path: Path) -> None:
    site = small.site_in(tmp_path / "data")
    child = one_of_each()[0]
    answers = {"answers": {"for_whom": "child"}}
    site.journal.append([child, msgspec.structs.replace(one_of_each()[1], kind="answers", payload=answers)])
    made = small.client_of(site).get("/report.fhir.json").json()
    assert "RelatedPerson" in [entry["resource"]["resourceType"] for entry in made["entry"]]
    site.journal.close()
