"""The topics under which a reader looks for what is known: each gathers some of the pack's finer topics.

In: a claim's topic. Out: the reader's topics by name, in the order of the page.
"""

from dataclasses import dataclass

from nattero.web.view import Speaker, View


@dataclass(frozen=True)
class Topic:
    """A topic as a reader looks for it: its anchor, its name, and the pack's topics in it."""

    id: str
    name: str
    holds: tuple[str, ...]


def topics(view: Speaker) -> list[Topic]:
    """The reader's topics: what helps tonight first, then what may be behind it, then what people try."""
    _ = view.gettext
    return [
        Topic(
            "cramp",
            _("What a night cramp is"),
            ("definition", "types", "symptom", "epidemiology", "prognosis", "complication"),
        ),
        Topic("now", _("During a cramp"), ("relief-now",)),
        Topic("after", _("After a cramp"), ("after-care",)),
        Topic("danger", _("When it is not just a cramp"), ("red-flag", "warning")),
        Topic("alike", _("What looks like a cramp"), ("differential",)),
        Topic("harm", _("Falls and other harm"), ("safety",)),
        Topic("how", _("How cramps come about"), ("mechanism",)),
        Topic("illness", _("Illnesses that go with cramps"), ("cause-disease",)),
        Topic("medicines", _("Medicines that go with cramps"), ("cause-drug",)),
        Topic("lack", _("Is something lacking?"), ("cause-deficiency",)),
        Topic("life", _("Daily life and cramps"), ("cause-lifestyle", "exposure")),
        Topic("tests", _("Tests, and whom to see"), ("diagnosis-test", "specialist")),
        Topic("exercise", _("Stretching and exercise"), ("exercise",)),
        Topic("habits", _("Habits, bed and shoes"), ("lifestyle-prevention", "footwear-bedding", "sleep-position")),
        Topic("food", _("Food and drink"), ("nutrition",)),
        Topic("supplements", _("Supplements"), ("treatment-supplement",)),
        Topic("treatments", _("Medicines against cramps"), ("treatment-drug",)),
        Topic("physio", _("Physiotherapy and treatments by hand"), ("treatment-physio",)),
        Topic("remedies", _("Home remedies"), ("folk-remedy",)),
        Topic("words", _("Adverts, and words lost in translation"), ("product-promo", "mistranslation")),
        Topic("pregnancy", _("Pregnancy"), ("population-pregnancy",)),
        Topic("children", _("Children and teenagers"), ("population-child", "population-teen")),
        Topic("older", _("Older people"), ("population-elderly",)),
        Topic("sport", _("Sport and swimming"), ("population-athlete", "swimming-safety")),
        Topic("diary", _("Keeping a diary"), ("tracking-diary",)),
    ]


def topic_of(name: str, view: View) -> Topic:
    """The reader's topic that holds one of the pack's; a test keeps the list complete."""
    return next(topic for topic in topics(view) if name in topic.holds)
