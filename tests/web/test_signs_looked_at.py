"""A danger sign of the same day that a doctor has looked at: said with its day, told until it is over, raised again by what is new."""

import re
from pathlib import Path

from tests.web import small
from tests.web.pages_of import Page

THICK = "My left calf is swollen and red since this morning."


def test_a_doctors_look_settles_the_sign_says_when_to_ring_again_and_is_taken_back_when_it_is_worse(
    tmp_path: Path,
) -> None:
    site = small.site_in(tmp_path / "data")
    client = small.client_of(site)
    site.journal.append([small.entry("note", {"at": site.clock().isoformat(), "text": THICK}, at=site.clock())])
    page = client.get("/trial").text
    assert "alert-text" in page
    days = re.findall(r'<option value="(\d{4}-\d\d-\d\d)">', page)
    signs = set(re.findall(r'name="sign" value="([^"]+)"', page))
    assert len(set(days)) == 7
    for day, sign in (("2026-01-01", "one-leg-swollen"), (max(days), "stroke-signs"), ("", "one-leg-swollen")):
        client.post("/danger/looked", data={"sign": sign, "day": day, "next": "/trial"}, follow_redirects=False)
    assert "alert-text" in client.get("/trial").text
    for sign in signs:
        client.post("/danger/looked", data={"sign": sign, "day": max(days), "next": "/trial"}, follow_redirects=False)
    page = client.get("/trial").text
    assert "alert-text" not in page
    assert site.pack.say("advice.look-again", "en", "other") in page
    assert Page(page).forbidden == []
    site.journal.append([small.entry("note", {"at": site.clock().isoformat(), "text": THICK}, at=site.clock())])
    assert "alert-text" in client.get("/trial").text
    site.journal.close()
