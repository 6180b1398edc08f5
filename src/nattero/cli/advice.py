"""A check-up in words for the terminal: danger first, what fits, what may play a part, whom to ask, when to come back.

In: the answer of the contract (`checkup.told`). Out: lines of text in the person's language.
"""

from collections.abc import Iterator
from typing import Any

from nattero import words
from nattero.checkup.desk import Desk
from nattero.checkup.questions import A_FEW, HARMLESS, asks_for_danger
from nattero.knowledge.explanations import NOT_KNOWN

WORTH_TELLING = 0.1
MOST = 3


def advice(found: dict[str, Any], desk: Desk, lang: str) -> str:
    """The whole advice."""
    _ = words.translator(lang)
    blocks = [
        *_for_another(found, lang),
        _verdict(found, lang),
        *([f"! {flag['sign']}", f"  {flag['message']}"] for flag in found["red_flags"]),
        _listed(_("What fits, and why"), _fits(found, desk, lang)),
        _listed(_("What would tell the first two apart"), _apart(found, desk, lang)),
        _listed(_("What may play a part"), (f"{each['name']}: {each['do']}" for each in found["contributors"])),
        _listed(_("Medicines"), (_medicine(each, desk, lang) for each in found["medicines"])),
        _listed(_("Take care"), (each["text"] for each in found["warnings"])),
        _listed(_("Tests worth discussing"), (each["name"] for each in found["tests"])),
        _listed(_("Whom to ask"), (each["name"] for each in found["see"])),
        _listed(_("Until then"), (each["text"] for each in found["meanwhile"])),
        _listed(_("Get help when"), (f"{each['sign']}. {each['do']}" for each in found["watch_for"])),
        [_("This is no diagnosis. No clinician has reviewed this yet.")],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _for_another(found: dict[str, Any], lang: str) -> Iterator[list[str]]:
    """The emergencies of somebody else the text tells of."""
    _ = words.translator(lang)
    for flag in found["for_another"]:
        yield [f"! {flag['sign']}", f"  {flag['message']}", _("“You” here means the one it is about. Help them do it.")]


def _verdict(found: dict[str, Any], lang: str) -> list[str]:
    """How urgent it is; nothing is called harmless while a danger sign is still to be asked for."""
    _ = words.translator(lang)
    screen, unknown = found["next_question"], found["danger_unknown"]
    if screen and found["urgency"] in HARMLESS and asks_for_danger(each["feature"] for each in screen["items"]):
        unasked = _("Not all of them were asked yet. Only then can be said whether this is harmless.")
        return [_("First the danger signs").upper(), unasked]
    if len(unknown) > A_FEW and found["urgency"] in HARMLESS:
        look = _("Look again, or have somebody look with you. If you cannot find out, ask your doctor about them.")
        return [_("Too many danger signs are not known").upper(), look]
    return [urgency_name(found["urgency"], lang).upper()]


def urgency_name(urgency: str, lang: str) -> str:
    """How urgent it is, in a few words."""
    _ = words.translator(lang)
    return {
        "emergency": _("Call now"),
        "urgent": _("Get help today or tonight"),
        "soon": _("See a doctor within days"),
        "routine": _("Make an appointment"),
        "self-care": _("You can deal with it yourself"),
    }[urgency]


def _listed(title: str, lines: Iterator[str]) -> list[str]:
    """A title with its lines, nothing without any."""
    found = [f"- {line}" for line in lines]
    return [title, *found] if found else []


def _fits(found: dict[str, Any], desk: Desk, lang: str) -> Iterator[str]:
    """The explanations that fit, each with what speaks for it and against it."""
    _ = words.translator(lang)
    if not found["fits_well"] and found["explanations"][0]["condition"] != NOT_KNOWN:
        yield _("Nothing fits well")
    for each in found["explanations"][:MOST]:
        if each["condition"] == NOT_KNOWN:
            yield _("Not enough is known yet to say what fits")
        elif each["probability"] >= WORTH_TELLING:
            pro, con = (", ".join(_said(bar, desk, lang) for bar in each[side][:MOST]) for side in ("for", "against"))
            yield "\n  ".join(
                line
                for line in (
                    each["name"],
                    f"+ {pro}" if pro else "",
                    f"− {con}" if con else "",
                )
                if line
            )


def _medicine(row: dict[str, Any], desk: Desk, lang: str) -> str:
    """A medicine as it was typed, with what to ask about it, or what is asked back."""
    if row["ask"] and not row["again"]:
        return f"{row['typed']}: {row['ask']}"
    back = desk.pack.text(f"medicine.back.{'again' if row['again'] else row['what']}", lang)
    return f"{row['typed']}: {' '.join((back, ', '.join(row['suggested'])))}".rstrip()


def _said(bar: dict[str, Any], desk: Desk, lang: str) -> str:
    """An answer in a few words."""
    _ = words.translator(lang)
    if bar["feature"] == "medicines":
        return _("the medicines")
    short = desk.pack.text(f"feature.{bar['feature']}.short", lang)
    if bar["answer"] is False:
        return _("Not: %(statement)s") % {"statement": short}
    return short if bar["answer"] is True else f"{short}: {_value(bar, desk, lang)}"


def _value(bar: dict[str, Any], desk: Desk, lang: str) -> str:
    answer = bar["answer"]
    if isinstance(answer, str):
        return desk.pack.text(f"feature.{bar['feature']}.{answer}", lang)
    return words.number(answer, lang)


def _apart(found: dict[str, Any], desk: Desk, lang: str) -> Iterator[str]:
    """The questions that would tell the first two explanations apart, where both fit."""
    if found["explanations"][1]["probability"] >= WORTH_TELLING:
        yield from (desk.pack.text(f"feature.{name}", lang) for name in found["tells_apart"])
