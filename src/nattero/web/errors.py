"""What a person or a program sees when something cannot be done: one sentence, in their language, and no traceback."""

import logging
from collections.abc import Callable
from html import escape
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR, HTTP_507_INSUFFICIENT_STORAGE

from nattero import words
from nattero.store.errors import DiskFullError, StoreError
from nattero.web.view import view_of

log = logging.getLogger("nattero")
AnyRequest = Request[Any, Any, Any]


def http_error(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """An address that is not there, or a request that cannot be read."""
    view = view_of(request)
    _ = view.gettext
    sentences = {404: _("There is no such page."), 405: _("That cannot be done here.")}
    return answer(request, error.status_code, sentences.get(error.status_code, _("Nattero could not read that.")))


def store_error(request: AnyRequest, error: StoreError) -> Response[Any]:
    """The diary cannot be read or written just now; the phone keeps its entries."""
    status = HTTP_507_INSUFFICIENT_STORAGE if isinstance(error, DiskFullError) else HTTP_500_INTERNAL_SERVER_ERROR
    lang = words.language(request.cookies.get("lang"), request.headers.get("accept-language"))
    return plain(request, status, words.error_text(error, lang), lang)


def unexpected(request: AnyRequest, error: Exception) -> Response[Any]:
    """A fault of ours: written to the log, and said plainly."""
    log.error("a request failed", exc_info=error)
    lang = words.language(request.cookies.get("lang"), request.headers.get("accept-language"))
    _ = words.translator(lang)
    sentence = _("Something went wrong in Nattero. What you wrote down is kept on your device.")
    return plain(request, HTTP_500_INTERNAL_SERVER_ERROR, sentence, lang)


def answer(request: AnyRequest, status: int, sentence: str) -> Response[Any]:
    """The sentence as a page, or as JSON for a program."""
    if request.url.path.startswith("/api"):
        return Response({"message": sentence}, status_code=status)
    return view_of(request).render("error.html", status, sentence=sentence)


def plain(request: AnyRequest, status: int, sentence: str, lang: str) -> Response[Any]:
    """The sentence without needing the diary: the diary may be what failed."""
    if request.url.path.startswith("/api"):
        return Response({"message": sentence}, status_code=status)
    html = f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Nattero</title><h1>Nattero</h1><p>{escape(sentence)}</p>'
    return Response(html, status_code=status, media_type="text/html")


HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    HTTPException: http_error,
    StoreError: store_error,
    Exception: unexpected,
}
