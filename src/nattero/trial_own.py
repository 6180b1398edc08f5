"""What somebody wants to test in their own words, in the reader's words: why it cannot be, and what has to be so for each kind of it.

In: codes of the trials' room and kinds of `own_words.yaml`. Out: texts, the same for the command line and the pages.
"""

from collections.abc import Callable, Iterable
from typing import Protocol


class Speaker(Protocol):
    """Whoever speaks one language."""

    @property
    def gettext(self) -> Callable[..., str]:
        """The interface's words."""


def own_text(found: str, view: Speaker) -> str:
    """Why somebody's own words cannot be tested."""
    _ = view.gettext
    return {
        "empty": _("Choose something, or say in your own words what you want to test."),
        "no-such": _("There is nothing of this name to test. Choose from the list."),
        "medicine": _(
            "This speaks of a medicine. Starting, stopping or changing a medicine is never part of a trial here. "
            "Ask your doctor or pharmacist."
        ),
        "without": _(
            "This leaves out a treatment or an aid. Stopping one is never part of a trial here. Ask whoever gave it to you."
        ),
        "fasting": _(
            "Going without food or drink is not tested here: it can do harm, and more so with some medicines."
        ),
        "hot": _(
            "Nothing hot against the legs or in bed at night: whoever feels less in the legs, or falls asleep, can be burned."
        ),
        "unsafe": _("This can do harm, or Nattero advises against it. It cannot be tested here."),
        "swallowed": _("What you swallow is only tested from the list, where limits and your medicines are looked at."),
        "on-skin": _("What is put on the skin is not tested here: it can be a medicine, or it can burn."),
        "not-known": _(
            "Only what is wholly understood can be tested. Say it in other, simple words, such as “moving my toes in bed”, “reading before "
            "sleep” or “a pillow under my knees”."
        ),
        "standing": _(
            "What is done standing, or up and about at night, is not tested in your own words. Choose it from the list, "
            "where it is looked at who stands firmly."
        ),
        "same": _("Choose two different things."),
        "weeks": _("How long: choose 4, 8 or 12 weeks."),
        "not-alike": _(
            "A helper can only make something look alike that is swallowed, and only against the same with no active ingredient."
        ),
    }[found]


def kind_name(kind: str, view: Speaker) -> str:
    """What a kind of own things is called; one that is not known here by its id."""
    _ = view.gettext
    return {
        "kind-lie": _("Lying on the back or the belly"),
        "kind-dark": _("A dark room"),
        "kind-flat": _("Lying flat"),
        "kind-warmth": _("Warmth from water"),
        "kind-rub": _("Rubbing the legs"),
        "kind-legs": _("Moving the legs"),
        "kind-up": _("Legs up"),
        "kind-heavy": _("A heavy blanket"),
        "kind-shoes": _("Other shoes"),
        "kind-day": _("Moving by day"),
    }.get(kind, kind)


def has_to_be_so(kinds: Iterable[str], view: Speaker) -> list[str]:
    """What has to be so with an own thing, a few sentences for each of its kinds."""
    _ = view.gettext
    texts = {
        "kind-lie": _("Only as long as it feels good. You can turn over at any time."),
        "kind-dark": _("A lamp or torch lies within reach, and is on before you stand up."),
        "kind-flat": _("You breathe as easily as always. If not, back to how you lay before."),
        "kind-warmth": _(
            "Lukewarm or pleasantly warm, never hot; feel it with your hand first. In the evening, "
            "and only where you get in and out safely."
        ),
        "kind-rub": _(
            "Gently, with dry hands, without a device and with nothing on the skin. Never a leg that is swollen, red or warm."
        ),
        "kind-legs": _("Lying or sitting, gently, and no further than feels good. Nothing standing at night."),
        "kind-up": _("The legs lie on something soft. Down again as soon as they hurt, tingle, turn pale or get cold."),
        "kind-heavy": _("You can push it off by yourself at once. It never lies over the face."),
        "kind-shoes": _(
            "By day only. They fit, close round the heel and do not slip. In the evening, check whether they have rubbed."
        ),
        "kind-day": _(
            "By day or early in the evening, never when you are up at night. Gently enough to talk meanwhile, "
            "and in shoes that fit firmly wherever you walk."
        ),
    }
    return [texts[kind] for kind in kinds if kind in texts]
