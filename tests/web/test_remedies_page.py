"""What people try: every remedy has its page, with its trials, its harms and where each stands; the sums are the pack's."""

from collections.abc import Iterator
from html import unescape

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nattero import words
from nattero.knowledge.interventions import effect_of
from nattero.knowledge.pack import Pack
from nattero.knowledge.pooling import pool
from nattero.web.pages.plots import numbers
from tests import packed
from tests.web.pages_of import Page
from tests.web.small import client_of, site_in

PACK = packed.pack()
LANGUAGES = ("en", "nl", "nb", "id")


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient[Litestar]]]:
    site = site_in(tmp_path_factory.mktemp("remedies"))
    yield {lang: client_of(site, lang) for lang in LANGUAGES}
    site.journal.close()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACK


def page(client: TestClient[Litestar], path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_each_remedy_with_its_answer(clients: dict[str, TestClient[Litestar]], lang: str):
    text = page(clients[lang], "/learn/remedies")
    for name in PACK.interventions:
        assert f'href="/learn/remedies/{name}"' in text
        assert PACK.text(f"remedy.{name}.answer", lang) in text
    assert Page(text).forbidden == []


@pytest.mark.parametrize("name", list(PACK.interventions))
def test_a_remedy_tells_its_answer_its_trials_and_all_its_sources(clients: dict[str, TestClient[Litestar]], name: str):
    row = PACK.interventions[name]
    for lang in LANGUAGES:
        text = page(clients[lang], f"/learn/remedies/{name}")
        found = Page(text)
        assert PACK.text(f"remedy.{name}.answer", lang) in text
        assert found.forbidden == []
        assert len(found.ids) == len(set(found.ids))
        for trial in row.trials:
            source = PACK.sources[PACK.trials[trial].source]
            address = f"https://doi.org/{source.doi}" if source.doi else source.pmid or source.url
            assert any(str(address) in link for link in found.links), (name, trial)
            assert trial in found.ids
        for source_id in row.sources:
            assert f"source-{source_id}" in found.ids
        inside = [link[1:] for link in found.links if link.startswith("#source-")]
        assert set(inside) <= set(found.ids)
        assert {f"/learn/{claim}" for claim in row.claims} <= set(found.links)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sum_on_the_page_is_that_of_the_same_rows(clients: dict[str, TestClient[Litestar]], pack: Pack, lang: str):
    rows = [row for row in pack.trials.values() if row.pool == "magnesium-pregnancy"]
    analysis = pool([effect for effect in map(effect_of, rows) if effect is not None])
    text = page(clients[lang], "/learn/remedies/magnesium-pregnancy")
    predicted = analysis.bayes.predicted or ()
    for value in (analysis.bayes.estimate, analysis.bayes.low, analysis.bayes.high, *predicted):
        assert words.number(value, lang, 2) in text
    for way in (analysis.hartung_knapp, analysis.dersimonian_laird, analysis.fixed):
        assert f"<td>{words.number(way.high, lang, 2)}</td>" in text
    assert text.count('class="forest-diamond"') == 1
    assert text.count('class="forest-next"') == 1


def test_single_trials_are_drawn_without_a_sum_and_the_page_says_so(clients: dict[str, TestClient[Litestar]]):
    text = page(clients["en"], "/learn/remedies/stretch-evening")
    assert "forest-square" in text
    assert "forest-diamond" not in text
    assert "Not added up" in text
    assert "This is one result alone" in text


def test_every_plot_has_the_same_numbers_as_a_table(clients: dict[str, TestClient[Litestar]]):
    for row in PACK.interventions.values():
        text = page(clients["en"], f"/learn/remedies/{row.id}")
        assert text.count('<svg class="forest"') == text.count('<table class="numbers">')


def test_the_readers_own_country_comes_first(clients: dict[str, TestClient[Litestar]]):
    dutch = page(clients["nl"], "/learn/remedies/quinine")
    assert dutch.index("Nederland</b>") < dutch.index("België</b>")
    norwegian = page(clients["nb"], "/learn/remedies/magnesium")
    assert norwegian.index("Norge</b>") < norwegian.index("Tyskland</b>")


def test_what_is_safe_says_how_long_to_keep_the_diary_and_links_only_what_there_is(
    clients: dict[str, TestClient[Litestar]],
):
    text = page(clients["en"], "/learn/remedies/stretch-evening")
    assert "14 nights" in text
    assert "42 nights" in text
    assert "/trial" not in Page(text).links
    assert "No. It is not safe." in page(clients["en"], "/learn/remedies/quinine")


def test_learn_leads_to_what_people_try(clients: dict[str, TestClient[Litestar]]):
    assert "/learn/remedies" in Page(page(clients["en"], "/learn")).links


def test_a_remedy_nobody_knows_is_not_found(clients: dict[str, TestClient[Litestar]]):
    assert clients["en"].get("/learn/remedies/moonlight").status_code == 404


def test_a_result_without_an_effect_is_not_drawn():
    with pytest.raises(ValueError, match="fung-1989"):
        numbers(PACK.trials["fung-1989"])
