"""The pack as tests of every room read it: once in a process, as nothing changes it while they run.

What is wrong with a pack, or another one, is read with `load_pack` and its like as ever.
"""

from functools import cache

from nattero.ask.answer import Desk as Questions
from nattero.ask.answer import open_desk as open_questions
from nattero.checkup.desk import Desk
from nattero.checkup.phrases import Hearing
from nattero.knowledge.lexicon import Lexicon, read_lexicon
from nattero.knowledge.pack import Pack, load_pack


@cache
def pack() -> Pack:
    """The pack that ships."""
    return load_pack()


@cache
def lexicon() -> Lexicon:
    """What its question box knows words to mean."""
    return read_lexicon(pack().root)


@cache
def desk() -> Desk:
    """It made ready for check-ups."""
    return Desk(pack())


def hearing() -> Hearing:
    """What is listened for in a text."""
    return desk().hearing


@cache
def questions() -> Questions:
    """It made ready to be asked."""
    return open_questions(pack(), lexicon(), hearing())
