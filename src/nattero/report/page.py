"""The doctor's page in words: what stands where, in the reader's language, before anybody decides how it looks.

In: a `Letter`, what was chosen, the pack. Out: a `Page` of texts, the same for paper (`pdf`), the preview and the terminal. What the
patient wrote is never translated: it stands in quotation marks, and is marked as `own`.
"""

from nattero.knowledge.pack import Pack
from nattero.report import (
    alarm_words,
    brief_words,
    criteria_words,
    found_words,
    medicine_words,
    night_words,
    top_words,
    trial_words,
    tried_words,
)
from nattero.report.blocks import blocks
from nattero.report.choice import Choice
from nattero.report.letter import Letter
from nattero.report.picture import picture
from nattero.report.sheet import Page
from nattero.report.speech import Speech

LEFT = (criteria_words.criteria, found_words.explanations, found_words.contributors)
RIGHT = (found_words.safety, found_words.tests, tried_words.questions)
BELOW = (medicine_words.medicines, trial_words.trials, tried_words.tried, tried_words.own)


def page(letter: Letter, choice: Choice, pack: Pack, *, terse: bool = False) -> Page:
    """Give the page in words; a terse one counts what matters less, and holds every danger sign all the same."""
    speech = Speech(pack, choice, terse=terse)
    alert = alarm_words.alert(letter, speech)
    brief = brief_words.brief(letter, speech)
    left = blocks(LEFT, letter, speech)
    right = blocks(RIGHT, letter, speech)
    below = blocks(BELOW, letter, speech)
    return Page(
        lang=choice.lang,
        title=top_words.title(speech),
        made=top_words.made(letter, speech),
        who=top_words.who(letter, speech),
        name=letter.who.name or "",
        period=top_words.period(letter, speech),
        alert=alert,
        brief=brief,
        numbers=top_words.numbers(letter, speech),
        picture=picture(letter, speech),
        pattern=night_words.pattern(letter, speech),
        left=left,
        right=right,
        below=below,
        sources_title=speech.gettext("Sources"),
        sources=speech.sources() if choice.wants("sources") else (),
        foot=top_words.foot(letter, speech),
    )
