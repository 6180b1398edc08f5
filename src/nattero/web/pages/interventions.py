"""What people try against cramps: all of it at a glance, and a page for each remedy.

In: the pack. Out: pages that say first whether it helps and how sure that is, then what trials found, what harm it can do,
who must not, what guidelines say, and whether one can try it on oneself.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.knowledge.interventions import Guide, Intervention, Sourced
from nattero.knowledge.model import Id
from nattero.web.pages.known import SURENESS, certainty, claim_rows, foot, source_row
from nattero.web.pages.plots import plots
from nattero.web.pages.trialwords import short_name, told
from nattero.web.view import View, view_of

MARKS = {"helps": "✓", "may-help": "~", "no-help": "×", "unsafe": "!", "unknown": "?"}  # in the order of the list
LOOKS = {
    "helps": "supported",
    "may-help": "supported",
    "unknown": "uncertain",
    "no-help": "contradicted",
    "unsafe": "unsafe",
}
TERRITORIES = {"world": "001", "EU": "EU"}


@get("/learn/remedies", include_in_schema=False)
async def remedies(request: Request[Any, Any, Any]) -> Response[str]:
    """Everything people try, by whether it helps."""
    view = view_of(request)
    rows = view.site.pack.interventions.values()
    groups = [
        (verdict, verdict_name(verdict, view), [head(row, view) for row in rows if row.verdict == verdict])
        for verdict in MARKS
    ]
    shown = [claim for row in rows for claim in row.claims]
    end = foot("interventions", shown, view.gettext("What people try"), view)
    return view.render("remedies.html", groups=[group for group in groups if group[2]], foot=end)


@get("/learn/remedies/{name:str}", include_in_schema=False)
async def remedy(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """One remedy."""
    view = view_of(request)
    row = view.site.pack.interventions.get(name)
    if row is None:
        raise NotFoundException
    pack = view.site.pack
    results = [pack.trials[trial] for trial in row.trials]
    drawn = plots(results, view)
    return view.render(
        "remedy.html",
        row=head(row, view),
        what=view.say(f"remedy.{row.id}.what"),
        found=view.say(f"remedy.{row.id}.found"),
        people=", ".join(view.say(f"people.{one}") for one in row.people),
        plots=drawn,
        trials=[told(one, view) for one in results],
        harms=[sourced("harm", one, view) for one in row.harms],
        never=[sourced("never", one, view) for one in row.never],
        guides=guides(row, view),
        test=row.test,
        why_not=why_not(row, view),
        claims=claim_rows(row.claims, view),
        sources=[source_row(pack.sources[one], view) | {"id": one} for one in row.sources],
        foot=foot("interventions", row.claims, view.say(f"remedy.{row.id}"), view),
    )


def head(row: Intervention, view: View) -> dict[str, Any]:
    """A remedy for a list or the top of its page: its name, its answer, its verdict as a mark and a word, how sure."""
    return {
        "id": row.id,
        "name": view.say(f"remedy.{row.id}"),
        "answer": view.say(f"remedy.{row.id}.answer"),
        "mark": MARKS[row.verdict],
        "look": LOOKS[row.verdict],
        "verdict": verdict_name(row.verdict, view),
        "certainty": certainty(row.certainty, view),
        "sure": SURENESS[row.certainty],
    }


def sourced(kind: str, row: Sourced, view: View) -> dict[str, Any]:
    """A harm, or who must not, with the paper or service that says so."""
    source = view.site.pack.sources[row.source]
    return {"text": view.say(f"{kind}.{row.id}"), "id": row.source, "name": short_name(source)}


def guides(row: Intervention, view: View) -> list[dict[str, Any]]:
    """What guidelines say, the reader's own country first."""
    ordered = sorted(row.guides, key=lambda guide: guide.place != view.country)
    return [guide_row(row.id, guide, view) for guide in ordered]


def guide_row(name: Id, guide: Guide, view: View) -> dict[str, Any]:
    """What one guideline says, and whose it is."""
    source = view.site.pack.sources[guide.source]
    place = view.locale.territories[TERRITORIES.get(guide.place, guide.place)]
    text = view.say(f"guide.{name}.{guide.source}")
    return {"place": place, "text": text, "by": source.by, "year": source.year, "id": guide.source}


def why_not(row: Intervention, view: View) -> str:
    """Why a remedy is nothing to try on oneself; empty where it may be tried."""
    _ = view.gettext
    reasons = {
        "unsafe": _("No. It is not safe."),
        "prescriber": _("Only together with your doctor or pharmacist. They know your other medicines and illnesses."),
        "team": _("Only together with the team that treats you."),
        "at-once": _("It is for the moment of the cramp itself, so nights with and without it cannot be compared."),
        "no-effect": _("There is little to find out: trials in many people saw no benefit."),
        "ask-midwife": _("Ask your midwife or doctor first."),
    }
    return reasons[row.why_not] if row.why_not else ""


def verdict_name(verdict: str, view: View) -> str:
    """Whether it helps, in a word or two."""
    _ = view.gettext
    names = {
        "helps": _("Helps"),
        "may-help": _("May help"),
        "unknown": _("Not proven"),
        "no-help": _("Does not help"),
        "unsafe": _("Not safe"),
    }
    return names[verdict]


ROUTES = [remedies, remedy]
