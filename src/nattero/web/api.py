"""The API: devices hand over entries in batches, and take the set; docs/api.md is its reference.

In: JSON of at most 1 MB and 500 entries. Out: the ids that are on disk, and what is wrong with the others.
An id is never called held before its entry is on disk; sending an entry again changes nothing.
"""

import asyncio
from datetime import datetime
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import ClientException
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_201_CREATED,
    HTTP_400_BAD_REQUEST,
    HTTP_413_REQUEST_ENTITY_TOO_LARGE,
    HTTP_422_UNPROCESSABLE_ENTITY,
)

from nattero import __version__, words
from nattero.diary.entry import Entry
from nattero.diary.problems import Problem, examine
from nattero.store.journal import Journal
from nattero.web.site import Site
from nattero.web.view import view_of

LARGEST_BODY = 1_000_000  # bytes
MOST_ENTRIES = 500
LONGEST_ID = 80  # of an id that is sent back as it came

AnyRequest = Request[Any, Any, Any]


class Refused(msgspec.Struct, frozen=True):
    """An entry that was not taken: its place in the batch, its id if it has one, and what is wrong with which field."""

    index: int
    id: str | None
    field: str
    problem: str
    message: str


class Receipt(msgspec.Struct, frozen=True):
    """The answer to a batch: the ids that are on disk, and the entries that were not taken."""

    held: list[str]
    refused: list[Refused]


class Complaint(msgspec.Struct, frozen=True):
    """The answer to a request that cannot be read: what is wrong with which part of it."""

    field: str
    problem: str
    message: str


class UnreadableError(Exception):
    """A batch that cannot be read: the status to answer with, the part and the problem."""

    def __init__(self, status: int, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.status, self.field, self.problem = status, field, problem


@post("/api/entries", request_max_body_size=LARGEST_BODY, tags=["entries"], include_in_schema=True)
async def take(request: AnyRequest) -> Response[Receipt | Complaint]:
    """Takes a batch of entries: 201 when something new is held, 200 when nothing is new, 422 when all were refused."""
    site: Site = request.app.state.site
    try:
        batch = entries_in(await body_of(request))
    except UnreadableError as error:
        return Response(Complaint(error.field, error.problem, complaint(error, request)), status_code=error.status)
    entries, problems = sorted_out(batch, site.clock())
    new = await asyncio.to_thread(site.journal.append, entries) if entries else []
    held = list(dict.fromkeys(entry.id for entry in entries))
    refused = explained(batch, problems, view_of(request).lang) if problems else []
    return Response(Receipt(held, refused), status_code=status_of(new, held, refused))


@get("/api/entries", tags=["entries"], include_in_schema=True)
async def give(request: AnyRequest) -> Response[bytes]:
    """The set: every entry there is, earliest `recorded_at` first."""
    site: Site = request.app.state.site
    return Response(await asyncio.to_thread(the_set, site.journal), media_type="application/json")


@get("/api/health", tags=["health"], include_in_schema=True)
async def health(request: AnyRequest) -> dict[str, str]:
    """Whether the diary can be read; a 500 or 507 says why not."""
    site: Site = request.app.state.site
    await asyncio.to_thread(site.journal.mark)
    return {"status": "ok", "version": __version__}


async def body_of(request: AnyRequest) -> bytes:
    """The body of a request. Raises UnreadableError when it is too large."""
    try:
        return await request.body()
    except ClientException as error:
        if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE:
            raise UnreadableError(HTTP_413_REQUEST_ENTITY_TOO_LARGE, "body", "large") from error
        raise


def entries_in(body: bytes) -> list[Any]:
    """The entries of a batch, each as it came. Raises UnreadableError."""
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise UnreadableError(HTTP_400_BAD_REQUEST, "body", "malformed") from error
    batch = value.get("entries") if isinstance(value, dict) else None
    if not isinstance(batch, list):
        raise UnreadableError(HTTP_400_BAD_REQUEST, "entries", "wrong" if batch is not None else "missing")
    if len(batch) > MOST_ENTRIES:
        raise UnreadableError(HTTP_413_REQUEST_ENTITY_TOO_LARGE, "entries", "many")
    return batch


def sorted_out(batch: list[Any], now: datetime) -> tuple[list[Entry], dict[int, Problem]]:
    """The good entries of a batch, and the problem of each other one by its place."""
    entries, problems = list[Entry](), dict[int, Problem]()
    for index, value in enumerate(batch):
        found = examine(value, now)
        if isinstance(found, Problem):
            problems[index] = found
        else:
            entries.append(found)
    return entries, problems


def explained(batch: list[Any], problems: dict[int, Problem], lang: str) -> list[Refused]:
    """The refused entries with a sentence each, in the reader's language."""
    return [
        Refused(index, id_of(batch[index]), problem.field, problem.code, words.problem_text(problem, lang))
        for index, problem in problems.items()
    ]


def id_of(value: Any) -> str | None:
    """The id of an entry that may be anything."""
    name = value.get("id") if isinstance(value, dict) else None
    return name[:LONGEST_ID] if isinstance(name, str) else None


def status_of(new: list[str], held: list[str], refused: list[Refused]) -> int:
    """The status of the answer to a batch."""
    if new:
        return HTTP_201_CREATED
    return HTTP_200_OK if held or not refused else HTTP_422_UNPROCESSABLE_ENTITY


def complaint(error: UnreadableError, request: AnyRequest) -> str:
    """What is wrong with a batch as a whole, in the reader's language."""
    _ = words.translator(words.language(request.cookies.get("lang"), request.headers.get("accept-language")))
    sentences = {
        "large": _("This is more than Nattero takes at once: at most 1 MB."),
        "malformed": _("This is not JSON that Nattero can read."),
        "many": _("These are more entries than Nattero takes at once: at most 500."),
    }
    return sentences.get(error.problem, _("Nattero expects an object with a list called “entries”."))


def the_set(journal: Journal) -> bytes:
    """The whole set as one JSON object."""
    return f'{{"entries":[{",".join(journal.bodies())}]}}'.encode()


ROUTES = [take, give, health]
