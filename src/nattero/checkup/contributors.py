"""What may play a part in this person's cramps, the best supported first.

In: what is known of the person (`knowledge.facts`), how their medicines are linked with cramps, and the rows of
`pack/factors.yaml`. Out: the factors that are switched on, each with the answers behind it. Folk beliefs stay in the list,
labelled as such and last: who names them deserves an answer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import get_args

from nattero.knowledge.facts import Facts, meets
from nattero.knowledge.model import Certainty
from nattero.knowledge.steps import Evidence, Factor, Strength

LINKED = frozenset({"strong", "moderate"})
"""The associations of a medicine that are worth a talk."""
WEAK: Strength = "weak"
"""The association of a medicine that is named too, as a weak link."""
_EVIDENCE, _STRENGTH, _CERTAINTY = get_args(Evidence), get_args(Strength), get_args(Certainty)


@dataclass(frozen=True, slots=True)
class Contributor:
    """Something that may play a part: how good the evidence is, how strong the link, how certain, the answers behind it.

    `why` may hold `medicines`: a medicine of this person's own.
    """

    id: str
    kind: str
    evidence: Evidence
    strength: Strength
    certainty: Certainty
    why: tuple[str, ...]

    @property
    def folk(self) -> bool:
        """Whether it is a belief that nothing supports, or that is contradicted."""
        return self.evidence in {"none", "contradicted"}


def contributors(known: Facts, links: Collection[str], factors: Iterable[Factor]) -> list[Contributor]:
    """Give what is switched on, the best evidence first, then the strongest link, then the surest.

    `links` are the associations of the person's medicines with cramps (`strong`, `moderate`, `weak`, ...), one each.
    """
    found = [each for factor in factors if (each := _contributor(factor, known, links))]
    return sorted(found, key=_rank)


def _contributor(factor: Factor, known: Facts, links: Collection[str]) -> Contributor | None:
    """Give a factor as a contributor, or None where nothing switches it on."""
    met = meets(factor.when, known) if factor.when else None
    linked = ("medicines",) if factor.medicines and not {*LINKED, WEAK}.isdisjoint(links) else ()
    if met is None and not linked:
        return None
    weakly = met is None and LINKED.isdisjoint(links)
    why = (*(met or ()), *linked)
    return Contributor(
        factor.id, factor.kind, factor.evidence, WEAK if weakly else factor.strength, factor.certainty, why
    )


def _rank(each: Contributor) -> tuple[int, int, int]:
    return _EVIDENCE.index(each.evidence), _STRENGTH.index(each.strength), _CERTAINTY.index(each.certainty)
