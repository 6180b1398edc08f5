"""A plan in words for the terminal: danger first, then the few things to do, what was left out and why, what is no use.

In: the plan as it goes over the wire (`plans.told`). Out: lines of text in the person's language.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from nattero.plans import Voice, why_not_names


def as_text(plan: dict[str, Any], voice: Voice) -> str:
    """The whole plan."""
    _ = voice.gettext
    blocks = [
        [line for each in plan["first"] for line in (f"! {each['sign']}", f"  {each['do']}")],
        [_("First somebody looks at this. Until then nothing is planned.")] if plan["stopped"] else [],
        [_("The plan") if plan["stands"] else _("A plan to begin with")],
        *(_measure(each, voice) for each in plan["measures"]),
        _given(plan["given"], voice) if plan["given"] and not plan["stopped"] else [],
        [_("Nothing fits now. See what was left out, and why.")] if not (plan["measures"] or plan["given"]) else [],
        _listed(_("Left out"), _left(plan["left"], voice)),
        _listed(_("No use, or not safe"), (each["title"] for each in plan["useless"])),
        _listed(_("Taken for granted until you say otherwise"), _assumed(plan["limits"])),
        _listed(
            _("This cannot all be right. Until you say which is, the careful one counts"),
            _back(plan["ask_back"], voice),
        ),
        [_("No clinician has reviewed this yet.")],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _measure(each: dict[str, Any], voice: Voice) -> list[str]:
    """One thing to do: what, when, why, how sure, when judged."""
    _ = voice.gettext
    lines = [f"{each['when']}  {each['title']}"]
    if each["forbidden"]:
        not_now = _("Not now:")
        return [*lines, f"  {not_now} {_names(each['forbidden'])}"]
    if each["tested"]:
        own = _("Each evening the trial says whether you do it. Until it is over the plan does not ask for it.")
        return [*lines, "  " + _("This is in your trial now."), f"  {own}"]
    if each["programme"]:
        minutes = _("{n} min").format(n=each["minutes"])
        lines.append(f"  {each['programme_title']} ({minutes})")
    if each["ask_first"]:
        ask = _("Ask your doctor first")
        lines.append(f"  {ask}: {_names(each['ask_first'])}")
    lines += [f"  {each['do']}", *(f"  - {one['name']}" for one in each["foods"]), f"  {each['why']}"]
    if each["acts_on"]:
        names = ", ".join(one["name"] for one in each["acts_on"])
        lines.append("  " + _("For you because of: {names}").format(names=names))
    lines.append(f"  {each['sure']}")
    if each["judged"]:
        lines.append("  " + _("Judge it after {n} nights.").format(n=each["judged"]))
    for one in each["exchanged"]:
        lines.append("  " + _("{instead}, instead of: {exercise}").format(**one))
    return lines


def _given(made: dict[str, Any], voice: Voice) -> list[str]:
    """A programme that somebody else made for the person."""
    by = voice.gettext("From %(name)s") % {"name": made["by"]} if made["by"] else voice.gettext("Made for you")
    title = f"{made['time']}  {made['title']}" if made["time"] else made["title"]
    return [title, f"  {by}", *([f"  {made['note']}"] if made["note"] else [])]


def _names(reasons: Iterable[dict[str, Any]]) -> str:
    """What speaks against something, each once."""
    return ", ".join(dict.fromkeys(one["name"] for reason in reasons for one in reason["because"]))


def _left(rows: Iterable[dict[str, Any]], voice: Voice) -> Iterator[str]:
    """What is not in the plan, with why not; what nothing asks for needs no word here."""
    names = why_not_names(voice.gettext)
    for each in (one for one in rows if one["worth"]):
        because = _names(each["because"])
        yield f"{each['title']}: {names['open' if each['open'] else each['not']]}" + (
            f" ({because})" if because else ""
        )


def _assumed(limits: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is only assumed of the person, with the name to deny it by."""
    yield from (f"{each['name']} (--limit {each['id']}=no)" for each in limits if each["assumed"])


def _back(rows: Iterable[dict[str, Any]], voice: Voice) -> Iterator[str]:
    """What is asked back: the answers that cannot both be right."""
    yield from (" / ".join(dict.fromkeys(voice.name(name) for name in each["features"])) for each in rows)


def _listed(title: str, lines: Iterable[str]) -> list[str]:
    """A title with its lines, nothing without any."""
    found = [f"- {line}" for line in lines]
    return [f"{title}:", *found] if found else []
