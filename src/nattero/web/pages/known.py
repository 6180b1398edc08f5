"""What every page to learn from shares: its claims with their sources, its danger signs, and the foot of the page.

In: ids of claims and of danger signs, and which kind of page it is. Out: values for the templates. The foot says when the
sources were last gone through, who has reviewed the page, what was corrected, and carries the form for a note.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from markupsafe import Markup

from nattero import words
from nattero.knowledge.model import Claim, Source
from nattero.web.pages.fields import hide, plain
from nattero.web.view import View

# A claim that corrects an error is itself true: a cross beside it would say the opposite of what it says.
MARKS = {"supported": "✓", "uncertain": "?", "contradicted": "✓", "unsafe": "!"}
SURENESS = {"high": 4, "moderate": 3, "low": 2, "very-low": 1}
NOTES = "/learn/notes"


def claim_rows(names: Iterable[str], view: View) -> list[dict[str, Any]]:
    """Claims in full, each with its verdict as a mark and a word, how sure it is, and its sources."""
    return [claim_row(view.site.pack.claims[name], view) for name in names]


def claim_row(claim: Claim, view: View) -> dict[str, Any]:
    """One claim in full."""
    return {
        "id": claim.id,
        "text": view.say(f"claim.{claim.id}"),
        "kind": claim.verdict,
        "mark": MARKS[claim.verdict],
        "verdict": verdict(claim, view),
        "certainty": certainty(claim.certainty, view),
        "sources": source_rows(claim.sources, view),
    }


def source_rows(names: Iterable[str], view: View) -> list[dict[str, Any]]:
    """Sources with their addresses."""
    return [source_row(view.site.pack.sources[name], view) for name in names]


def flag_rows(names: Iterable[str], view: View) -> list[dict[str, Any]]:
    """Danger signs: what one notices, and what to do."""
    flags = [view.site.pack.red_flags[name] for name in names]
    return [
        {
            "claim": flag.claim,
            "pressing": flag.urgency != "routine",
            "sign": view.say(f"flag.{flag.id}.sign"),
            "do": view.say(f"flag.{flag.id}.do"),
        }
        for flag in flags
    ]


def foot(kind: str, claims: Iterable[str], title: str, view: View) -> dict[str, Any]:
    """The foot of a page: its review, its corrections, and the hidden fields and first words of a note about it."""
    review = view.site.pack.reviews[kind]
    shown = set(claims)
    found = [row for row in view.site.pack.corrections.values() if shown.intersection(row.claims)]
    return {
        "checked": day(review.checked, view),
        "due": day(review.due, view),
        "reviewer": review.reviewer,
        "corrections": [(day(row.date, view), view.say(f"correction.{row.id}")) for row in found],
        "kept": note_fields(view),
        "about": f"{title} ({view.request.url.path}): ",
    }


def note_fields(view: View) -> Markup:
    """The hidden fields of a note; its moment is set anew where the page has its script."""
    at = view.local.replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes")
    moment = Markup('<input type="hidden" name="at:local" value="{}" data-now>').format(at)
    return hide(plain("note", NOTES)) + moment


def day(written: str, view: View) -> str:
    """A date as the reader's language writes it."""
    return words.short_day(date.fromisoformat(written), view.lang)


def source_row(source: Source, view: View) -> dict[str, Any]:
    """A source with its addresses."""
    links = []
    if source.doi:
        links.append((f"https://doi.org/{source.doi}", f"DOI {source.doi}"))
    if source.pmid:
        links.append((f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/", f"PubMed {source.pmid}"))
    if source.url:
        links.append((source.url, view.gettext("Read it there")))
    return {
        "title": source.title,
        "by": source.by,
        "year": source.year,
        "kind": source_kind(source, view),
        "links": links,
    }


def verdict(claim: Claim, view: View) -> str:
    """The verdict in a word or two."""
    _ = view.gettext
    names = {
        "supported": _("Holds up"),
        "uncertain": _("Not certain"),
        "contradicted": _("Corrects an error"),
        "unsafe": _("Not safe"),
    }
    return names[claim.verdict]


def certainty(level: str, view: View) -> str:
    """How sure, in a word or two."""
    _ = view.gettext
    names = {
        "high": _("very sure"),
        "moderate": _("fairly sure"),
        "low": _("not very sure"),
        "very-low": _("hardly studied"),
    }
    return names[level]


def source_kind(source: Source, view: View) -> str:
    """What sort of thing a source is."""
    _ = view.gettext
    names = {
        "guideline": _("Guideline"),
        "health-service": _("Health service"),
        "review": _("Review of studies"),
        "trial": _("Clinical trial"),
        "cohort": _("Study of many people"),
        "case-report": _("Report of single cases"),
        "label": _("Medicine information"),
        "narrative": _("Overview by experts"),
        "standard": _("Standard"),
    }
    return names[source.kind]
