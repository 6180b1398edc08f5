"""Bed and shoes, looked at: tapped without script, falls first, one thing for tonight, and nothing kept."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from nattero.web.site import Site
from tests import packed
from tests.web import small
from tests.web.pages_of import Page

PATH = "/learn/bed-and-shoes"
LOOKS = packed.pack().looks
some_taps = st.fixed_dictionaries(
    {}, optional={row.id: st.sampled_from([option.id for option in row.options]) for row in LOOKS.values()}
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an empty diary."""
    made = small.site_in(tmp_path_factory.mktemp("looking") / "data")
    yield made
    made.journal.close()


@pytest.fixture(scope="module")
def client(site: Site) -> TestClient[Litestar]:
    """An English browser without script."""
    return small.client_of(site)


def test_every_picture_can_be_tapped_and_is_named_and_described(client: TestClient[Litestar]) -> None:
    html = client.get(PATH).text
    for row in LOOKS.values():
        for option in row.options:
            assert f'name="{row.id}" value="{option.id}"' in html
            tag = f"ask-{row.id}-{option.id}"
            assert f'<title id="{tag}-t">' in html
            assert f'<desc id="{tag}-d">' in html
    assert 'method="get"' in html


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taps=some_taps)
def test_one_thing_is_asked_for_tonight_and_it_is_the_first_against_falls(
    taps: dict[str, str], client: TestClient[Litestar], site: Site
) -> None:
    html = client.get(f"{PATH}?{urlencode(taps)}").text
    pack, order = site.pack, list(LOOKS.values())
    amiss = [
        (row, option) for row in order for option in row.options if taps.get(row.id) == option.id and option.rather
    ]
    tonight = html.partition('id="tonight"')[2].partition("</section>")[0]
    if not taps:
        assert not tonight
        return
    done = [pack.say(f"look.{row.id}.{option.id}.do", "en", "other") for row, option in amiss]
    if done:
        assert done[0] in tonight
        assert all(text not in tonight for text in done[1:] if text != done[0])
        assert all(text in html for text in done)
        # The kinds of the pack stand in this order: nothing about bed or shoes comes before what one falls over.
        assert amiss[0][0].about == "falls" or all(row.about != "falls" for row, _ in amiss)
    else:
        assert "Nothing has to change tonight" in html
    for name, chosen in taps.items():
        assert f'value="{chosen}" checked' in html.partition(f'name="{name}"')[2] or chosen in html
    for row, option in amiss:
        assert all(f'href="/learn/{claim}"' in html for claim in option.claims), row.id
    assert ('href="/plan/more"' in html) == any(option.measure for _, option in amiss)


@pytest.mark.parametrize(("feature", "lang"), [*product(["foot_pointed", "bad_shoes"], ["en", "nl", "nb", "id"])])
def test_what_the_check_up_asks_too_leads_there(feature: str, lang: str, site: Site) -> None:
    row, option = next((r, o) for r in LOOKS.values() for o in r.options if o.feature == feature)
    page = small.client_of(site, lang)
    assert f"/checkup/ask?item={feature}" in Page(page.get(f"{PATH}?{row.id}={option.id}").text).links
    assert page.get(f"/checkup/ask?item={feature}").status_code == 200


@pytest.mark.parametrize("query", ["way=nothing", "nothing=rug", "way=rug&way=clear", "way=", "way=%00"])
def test_what_is_no_picture_is_no_answer(query: str, client: TestClient[Litestar]) -> None:
    assert client.get(f"{PATH}?{query}").status_code == 200


def test_nothing_that_was_tapped_is_kept(client: TestClient[Litestar], site: Site) -> None:
    before = len(client.get("/api/entries").text)
    client.get(f"{PATH}?way=rug&lying=front")
    assert len(client.get("/api/entries").text) == before


def test_it_is_found_among_what_is_known(client: TestClient[Litestar]) -> None:
    assert PATH in Page(client.get("/learn").text).links
