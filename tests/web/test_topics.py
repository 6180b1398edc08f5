"""Every claim is found under exactly one of the reader's topics, and every row of the originals has its answer."""

from collections import Counter

from nattero.web.pages.topics import topics
from nattero.words import translator
from tests import packed


class Speaking:
    """As much of a view as the topics need."""

    gettext = staticmethod(translator("en"))

    def say(self, key: str) -> str:
        return key


def test_each_topic_of_the_pack_is_in_exactly_one_of_the_readers():
    held = Counter(name for topic in topics(Speaking()) for name in topic.holds)
    assert set(held.values()) == {1}
    assert {claim.topic for claim in packed.pack().claims.values()} == set(held)
