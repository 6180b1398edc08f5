"""Settings: every group says why it asks, an answer is an entry, it can be forgotten; the diary can be taken along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from nattero.diary.entry import decode
from nattero.diary.merge import union
from nattero.web.pairing import Pairing
from nattero.web.site import Site
from nattero.web.view import LANGUAGES
from tests.web import small
from tests.web.pages_of import Page


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def answer(site: Site, question: str, value: str) -> None:
    name = f"answers.{question}:text"
    form = next(
        form
        for form in Page(small.client_of(site).get("/settings").text).forms
        if any(name == field[0] for field in form.fields)
    )
    said = small.client_of(site).post(form.action, data=dict(form.pairs({name: value})), follow_redirects=False)
    assert said.status_code == 303


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_says_why_it_is_asked_and_when(site: Site, lang: str) -> None:
    text = small.client_of(site, lang).get("/settings").text
    for question in (
        "language",
        "country",
        "for_whom",
        "pregnant",
        "steady",
        "feet_feel",
        "varicose_veins",
        "blood_thinners",
    ):
        assert site.pack.text(f"question.{question}.why", lang).split("'")[0] in text
    assert text.count('<details class="card group"') == 7


def test_an_answer_is_an_entry_and_can_be_forgotten(site: Site) -> None:
    answer(site, "country", "NO")
    answer(site, "varicose_veins", "yes")
    assert site.person().answers == {"country": "NO", "varicose_veins": "yes"}
    answer(site, "varicose_veins", "")
    assert site.person().answers == {"country": "NO"}


def test_a_group_saves_only_what_was_answered(site: Site) -> None:
    answer(site, "steady", "no")
    assert site.person().answers.get("feet_feel") is None


def test_the_country_decides_whom_to_call(site: Site) -> None:
    answer(site, "country", "NO")
    assert 'href="tel:113"' in small.client_of(site, "nl").get("/learn/danger").text


def test_choosing_a_language_changes_this_device_without_script(site: Site) -> None:
    client = small.client_of(site, "en")
    said = client.post(
        "/entries", data={"kind": "answers", "answers.language:text": "nb", "next": "/settings"}, follow_redirects=False
    )
    assert said.cookies.get("lang") == "nb"
    assert site.person().answers["language"] == "nb"


@pytest.mark.parametrize(("chosen", "kept"), [("night", "night"), ("pink", None)])
def test_the_look_is_kept_on_this_device_without_script(site: Site, chosen: str, kept: str | None) -> None:
    client = small.client_of(site)
    answer = client.post("/settings/theme", data={"theme": chosen}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.cookies.get("theme") == kept


def test_the_diary_can_be_taken_along_whole(site: Site) -> None:
    made = [small.cramp("2026-11-22T02:00"), small.entry("heartbeat", {"bpm": 60}), small.night(small.LAST_NIGHT, 1)]
    site.journal.append(made)
    answer = small.client_of(site).get("/settings/diary.jsonl")
    assert 'filename="nattero-2026-11-22.jsonl"' in answer.headers["content-disposition"]
    assert union(decode(line) for line in answer.text.splitlines()) == union(made)


def test_answers_given_as_true_or_false_are_shown_as_chosen(site: Site) -> None:
    site.journal.append([small.entry("answers", {"answers": {"pregnant": True}})])
    fields = [field for form in Page(small.client_of(site).get("/settings").text).forms for field in form.fields]
    assert ("answers.pregnant:text", "yes", True) in fields


def test_a_paired_device_is_listed_and_can_be_forgotten(site: Site) -> None:
    pairing = Pairing(site.journal)
    secret = pairing.pair(pairing.invitation("http://here/").partition("token=")[2], "iPhone <x>")
    assert secret
    client = TestClient(small.app_of(site, pairing))
    shown = client.get("/settings").text
    assert "iPhone &lt;x&gt;" in shown
    form = next(form for form in Page(shown).forms if form.action == "/settings/devices")
    assert client.post(form.action, data=dict(form.pairs()), follow_redirects=False).status_code == 303
    assert not pairing.knows(secret)


def test_without_pairing_no_devices_are_shown(site: Site) -> None:
    assert 'id="devices"' not in small.client_of(site).get("/settings").text
    assert (
        small.client_of(site).post("/settings/devices", data={"device": "x"}, follow_redirects=False).status_code == 303
    )
