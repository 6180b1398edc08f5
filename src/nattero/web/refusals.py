"""What is said to a request that does not reach the app: one sentence in the reader's language, as JSON to a program.

In: what was wrong. Out: an ASGI answer. The device that is not paired yet reads in four languages how to pair it.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from nattero import words
from nattero.web.headers import is_api, protected
from nattero.web.view import LANGUAGES, localized

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]


class Refusal(msgspec.Struct, frozen=True):
    """A status, the code of the problem, and what else the answer's head says."""

    status: int
    problem: str
    head: tuple[tuple[str, str], ...] = ()


NO_HOST = Refusal(400, "host")
OTHER_HOST = Refusal(421, "host")
NOT_DONE = Refusal(405, "method", (("allow", "GET, HEAD, POST"),))
ELSEWHERE = Refusal(403, "origin")
LARGE = Refusal(413, "large", (("connection", "close"),))
TROUBLE = Refusal(500, "store")
UNPAIRED = Refusal(401, "unpaired", (("www-authenticate", "Pairing"),))


def sentence(problem: str, lang: str) -> str:
    """What was wrong, in a language."""
    _ = words.translator(lang)
    sentences = {
        "host": _("Nattero does not answer to this name. If it should, start it with --allow-host and the name."),
        "method": _("That cannot be done here."),
        "origin": _("Nattero takes this only from its own pages."),
        "large": _("This is more than Nattero takes at once: at most 1 MB."),
        "store": _("Something went wrong in Nattero. What you wrote down is kept on your device."),
        "unpaired": _("This device is not paired with Nattero yet."),
    }
    return sentences[problem]


async def refuse(send: Send, refusal: Refusal, path: str, lang: str) -> None:
    """Answers a request with a refusal."""
    said = sentence(refusal.problem, lang)
    if is_api(path):
        value = {"field": "", "problem": refusal.problem, "message": said}
        await answer(send, refusal, path, msgspec.json.encode(value), "application/json")
    elif refusal is UNPAIRED:
        await answer(send, refusal, path, unpaired_page(lang).encode(), "text/html; charset=utf-8")
    else:
        page = localized(lang).get_template("refused.html").render(lang=lang, sentence=said)
        await answer(send, refusal, path, page.encode(), "text/html; charset=utf-8")


async def answer(send: Send, refusal: Refusal, path: str, body: bytes, kind: str) -> None:
    """Sends an answer whole."""
    head = [*refusal.head, ("content-type", kind), ("content-length", str(len(body))), ("cache-control", "no-store")]
    given = [(name.encode(), value.encode()) for name, value in head]
    await send({"type": "http.response.start", "status": refusal.status, "headers": protected(path, given)})
    await send({"type": "http.response.body", "body": body})


def unpaired_page(lang: str) -> str:
    """How to pair, in the reader's language first and then in the others: this device has not said its own yet."""
    order = [lang, *(other for other in LANGUAGES if other != lang)]
    told = [(other, LANGUAGES[other], words.translator(other)) for other in order]
    return localized(lang).get_template("unpaired.html").render(lang=lang, told=told)
