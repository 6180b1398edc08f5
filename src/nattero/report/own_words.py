"""A check-up that leaves without its own words: what was told in them stays, as answers and medicines.

In: a check-up and the check-up's desk. Out: the same with what was heard in its text among its answers, and the medicines named there in
its list. Without this a file would say that nothing was told of a danger sign or an illness that the person did tell of.
"""

import msgspec

from nattero.checkup.desk import Desk
from nattero.diary.payloads import CheckUp, Value

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
