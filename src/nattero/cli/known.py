"""What Nattero knows, for one command: read when the first part of it needs it, and then shared with the others.

In: nothing. Out: the pack that ships, and what is made of it. A pack that is broken ends the command with file, line and field.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from nattero.cli.common import TROUBLE, StopError

if TYPE_CHECKING:
    from nattero.ask.answer import Desk as Questions
    from nattero.checkup.desk import Desk
    from nattero.checkup.peer_table import Table
    from nattero.checkup.phrases import Hearing
    from nattero.knowledge.lexicon import Lexicon
    from nattero.knowledge.pack import Pack
    from nattero.plan.shelf import Shelf

Made = TypeVar("Made")


def _read(make: "Callable[[], Made]") -> "Made":
    from nattero.knowledge.rows import PackError

    try:
        return make()
    except PackError as error:
        raise StopError(TROUBLE, str(error)) from error


@cache
def pack() -> "Pack":
    """The pack."""
    from nattero.knowledge.pack import load_pack

    return _read(load_pack)


@cache
def desk() -> "Desk":
    """It made ready for check-ups."""
    from nattero.checkup.desk import Desk  # slow to import, and few commands need it

    return Desk(pack())


@cache
def hearing() -> "Hearing":
    """What is listened for in a text."""
    return _read(lambda: desk().hearing)


@cache
def lexicon() -> "Lexicon":
    """What people's own words mean."""
    from nattero.knowledge.lexicon import read_lexicon

    return _read(lambda: read_lexicon(pack().root))


@cache
def questions() -> "Questions":
    """The pack made ready to be asked."""
    from nattero.ask.answer import open_desk

    return _read(lambda: open_desk(pack(), lexicon(), hearing()))


@cache
def peers() -> "Table":
    """The fitted table of people like you."""
    from nattero.checkup.peer_table import read_table

    return _read(lambda: read_table(pack().root))


@cache
def shelf() -> "Shelf":
    """What plans are made of."""
    from nattero.plan.shelf import shelf_of

    return shelf_of(pack())
