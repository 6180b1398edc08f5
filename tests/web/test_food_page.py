"""The page on food: every food and supplement stands on it, with its amounts, its care and its sources."""

import re
from collections.abc import Iterator

import pytest
from markupsafe import escape

from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = small.site_in(tmp_path_factory.mktemp("food") / "data")
    yield made
    made.journal.close()


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_every_food_supplement_and_care_stands_on_the_page(site: Site, lang: str) -> None:
    page = small.client_of(site, lang).get("/learn/food").text
    read = Page(page)
    assert read.forbidden == []
    assert len(set(read.ids)) == len(read.ids)
    names = [f"{kind}.{name}" for kind in ("food", "supplement") for name in getattr(site.pack, f"{kind}s")]
    for key in (*names, *(f"care.{name}" for name in site.pack.cares)):
        assert str(escape(site.pack.text(key, lang))) in page, key


def test_it_says_first_that_no_food_stops_cramps_and_then_who_should_take_care(site: Site) -> None:
    page = small.client_of(site, "en").get("/learn/food").text
    assert page.index("no food has been shown to stop night cramps") < page.index("Who should take care")
    assert page.index("Who should take care") < page.index("<table")


def test_a_portion_is_shown_with_what_the_table_holds(site: Site) -> None:
    page = small.client_of(site, "en").get("/learn/food").text
    row = re.search(r"Jacket potato.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert "15\N{NO-BREAK SPACE}%" in row[0] or "15 %" in row[0]  # 200 g of 28 mg a hundred is 56 of 375
    assert "55 mg" in row[0]


def test_the_lowest_limit_and_who_set_it_can_be_read(site: Site) -> None:
    page = small.client_of(site, "en").get("/learn/food").text
    assert "250 mg in supplements (European Union, Germany)" in page
    assert "350 mg in supplements (Norway, United States)" in page
    assert "12 mg in food and supplements together (European Union)" in page


def test_what_is_not_worth_the_effort_is_said_and_leads_to_why(site: Site) -> None:
    client = small.client_of(site, "en")
    read = Page(client.get("/learn/food").text)
    useless = [row for row in site.pack.measures.values() if not row.offered and row.kind == "supplement"]
    for row in useless:
        assert (f"/learn/remedies/{row.remedy}" if row.remedy else f"/learn/{row.claims[0]}") in read.links
    local = {link for link in read.links if link.startswith("/learn/")}
    assert {link for link in local if client.get(link).status_code != 200} == set()


def test_the_page_is_reached_from_what_is_known(site: Site) -> None:
    assert "/learn/food" in Page(small.client_of(site, "en").get("/learn").text).links
