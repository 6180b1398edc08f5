"""Own words that stay at home: what was told in them leaves all the same, as answers and medicines.

In: a check-up or what holds a note, and the check-up's desk. Out: the same with what was heard in its words beside them: in a check-up
among its answers and medicines, beside a note the answers that raise a danger sign of today. Without this a file would say that nothing
was told of a danger sign or an illness that the person did tell of.
"""

import msgspec

from nattero.checkup.alarms import answers_in, signs_of
from nattero.checkup.desk import Desk
from nattero.diary.payloads import CheckUp, Cramp, NightCheck, Note, Value

ABOUT = ("age", "sex", "pregnant")
"""What danger signs ask of whose they are."""
UNSAID: frozenset[Value] = frozenset({None, "unknown"})


def folded(said: CheckUp, desk: Desk, lang: str) -> CheckUp:
    """Give a check-up with what its own words tell; `lang` is the language they are heard in.

    An answer goes before what was heard. Only where words tell of what was answered with no, the words count: the check-up asks back
    and until then takes the more cautious of both, and so must whoever reads the copy.
    """
    if not said.text:
        return said
    heard = {
        name: value
        for name, value in desk.heard(said.text, lang).items()
        if said.answers.get(name) in UNSAID or (value is True and said.answers[name] is False)
    }
    listed = {each.id for each in desk.recognised(tuple(said.medicines), "").medicines}
    named = [each.typed for each in desk.recognised((), said.text).medicines if each.id not in listed]
    return msgspec.structs.replace(said, answers={**said.answers, **heard}, medicines=[*said.medicines, *named])


def overheard(said: Cramp | NightCheck | Note, desk: Desk) -> Cramp | NightCheck | Note:
    """Give what holds a note with the answers heard in it that raise danger signs of today; nothing else that it tells."""
    text = said.text if isinstance(said, Note) else said.note
    if not text:
        return said
    told = answers_in(text, desk.hearing)
    signs = signs_of(told, desk.pack.red_flags.values())
    wanted = {name for sign in signs for name in sign.why} | (set(ABOUT) if signs else set())
    return msgspec.structs.replace(said, heard={name: value for name, value in told.items() if name in wanted})
