"""The exercises as pages: every programme shows each of its exercises drawn, with its dose, and who must not."""

from collections.abc import Iterator
from typing import get_args

import pytest

from nattero.knowledge.exercises import Limit
from nattero.plans import limit_names
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = small.site_in(tmp_path_factory.mktemp("exercises") / "data")
    yield made
    made.journal.close()


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_every_programme_shows_each_exercise_drawn(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    listed = client.get("/learn/exercises").text
    for name, row in site.pack.programmes.items():
        assert f'href="/learn/exercises/{name}"' in listed
        page = client.get(f"/learn/exercises/{name}").text
        assert page.count('class="card exercise"') == len(row.parts)
        assert page.count("<svg") >= len(row.parts)
        read = Page(page)
        assert read.forbidden == []
        assert len(set(read.ids)) == len(read.ids)


def test_who_must_not_can_be_named_for_every_limit(site: Site) -> None:
    assert set(limit_names(lambda text: text)) == set(get_args(Limit))


def test_a_programme_that_is_not_there_is_not_found(site: Site) -> None:
    assert small.client_of(site).get("/learn/exercises/marathon").status_code == 404
