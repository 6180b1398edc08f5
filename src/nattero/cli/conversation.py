"""The check-up as a conversation in the terminal: a question a line, and the same advice at the end.

In: what is typed: an answer, ? for "I don't know", why for the reason, stop to end. Out: questions and advice.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import typer

from nattero import words
from nattero.checkup.case import LONGEST_TEXT, MOST_MEDICINES, Answer, Case
from nattero.checkup.consult import Checkup, consult
from nattero.checkup.desk import Desk
from nattero.checkup.gathering import PERSON
from nattero.checkup.reasons import why_asked
from nattero.checkup.told import told
from nattero.cli.advice import advice
from nattero.knowledge.features import Feature, takes
from nattero.store import spoken


class StoppedError(Exception):
    """Somebody wants the advice now."""


@dataclass
class Talk:
    """One conversation: with what, in which language, and all that was said so far."""

    desk: Desk
    lang: str
    case: Case

    @property
    def gettext(self) -> Callable[[str], str]:
        """The words of its language."""
        return words.translator(self.lang)

    def text(self, key: str) -> str:
        """One of the pack's texts."""
        return self.desk.pack.text(key, self.lang)

    def heard(self, prompt: str) -> str:
        """What is typed after a prompt. Raises StoppedError at the end of the input, or for the word that stops."""
        typer.echo(f"{prompt} ", nl=False)
        line = sys.stdin.readline()
        if not line or line.strip().lower() == self.gettext("stop"):
            raise StoppedError
        return line.strip()

    def keep(self, name: str, answer: Answer) -> None:
        """Keeps one more answer."""
        self.case = replace(self.case, answers={**self.case.answers, name: answer})
        if name == "age" and isinstance(answer, int | float):
            self.case = replace(self.case, age=answer)
        if name == "sex" and isinstance(answer, str):
            self.case = replace(self.case, sex=answer)
        if name == "pregnant" and isinstance(answer, bool):
            self.case = replace(self.case, pregnant=answer)


def converse(desk: Desk, lang: str) -> None:
    """Asks until it is enough, then prints the advice."""
    _ = words.translator(lang)
    talk = Talk(desk, lang, Case(language=lang))
    typer.echo(_("It makes no diagnosis. You may always say that you do not know, and you can stop and go on later."))
    typer.echo(_("Type an answer, ? when you do not know, why for the reason, stop for the advice now."))
    try:
        _talked_through(talk)
    except StoppedError:
        typer.echo()
    typer.echo()
    typer.echo(advice(told(consult(talk.case, desk), desk), desk, lang))


def _talked_through(talk: Talk) -> None:
    """Hears a person's own words, asks every question, and asks for the medicines."""
    _ = talk.gettext
    typer.echo()
    talk.case = replace(talk.case, text=talk.heard(_("In your own words, if you like:"))[:LONGEST_TEXT])
    while True:
        found = consult(talk.case, talk.desk, count=False)
        if not found.next_question:
            break
        for name in found.next_question:
            talk.keep(name, _asked(name, found, talk))
    typer.echo()
    listed = talk.heard(_("Your medicines, as on the boxes, with commas between:")).split(",")
    talk.case = replace(
        talk.case, medicines=tuple(part.strip() for part in listed if part.strip(" ?"))[:MOST_MEDICINES]
    )


def _asked(name: str, found: Checkup, talk: Talk) -> Answer:
    """One question, until it is answered."""
    _ = talk.gettext
    feature = talk.desk.pack.features[name]
    typer.echo()
    typer.echo(talk.text(f"feature.{name}"))
    for number, value in enumerate(feature.values, start=1):
        typer.echo(f"  {number}. {talk.text(f'feature.{name}.{value}')}")
    while True:
        typed = talk.heard(">")
        if typed in {"", "?"}:
            return None
        if typed.lower() == _("why"):
            typer.echo("\n".join(_reasons(name, found, talk)))
            continue
        answer = _understood(typed, feature)
        if answer is not None:
            return answer
        typer.echo(_hint(feature, talk.lang))


def _understood(typed: str, feature: Feature) -> Answer:
    """What was typed as an answer; None for what is none."""
    if feature.type == "yes_no":
        return spoken.yes_no(typed)
    if feature.type == "choice":
        return feature.values[int(typed) - 1] if typed.isdigit() and 0 < int(typed) <= len(feature.values) else None
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return None
    return number if takes(feature, number) else None


def _hint(feature: Feature, lang: str) -> str:
    """What can be typed."""
    _ = words.translator(lang)
    if feature.type == "yes_no":
        return _("Yes or no, please, or ? when you do not know.")
    if feature.type == "choice":
        return _("One of the numbers, please, or ? when you do not know.")
    low, high = words.number(feature.least or 0, lang), words.number(feature.most or 0, lang)
    return _("A number from {low} to {high}, please, or ? when you do not know.").format(low=low, high=high)


def _reasons(name: str, found: Checkup, talk: Talk) -> Iterator[str]:
    """Why a question is asked."""
    _ = talk.gettext
    reason = why_asked(name, found.weighed, talk.desk)
    if name in PERSON:
        yield _("How common things are depends on it.")
    for sign in reason.signs:
        yield _("It can be a danger sign: {sign}.").format(sign=talk.text(f"flag.{sign}.sign"))
    if reason.pro:
        yield _("A yes would speak for: {names}.").format(names=_names(reason.pro, talk))
    if reason.con:
        yield _("A yes would speak against: {names}.").format(names=_names(reason.con, talk))


def _names(conditions: tuple[str, ...], talk: Talk) -> str:
    return ", ".join(talk.text(f"condition.{each}") for each in conditions)
