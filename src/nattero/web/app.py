"""The web app and its server: routes, what stands in front of them, and one clear sentence when it cannot start.

In: a data folder and an address to listen on. Out: a running server, or an exit code.
"""

import asyncio
import errno
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

import uvicorn
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from nattero import __version__, pen, words
from nattero.knowledge.pack import load_pack
from nattero.store import daily, place
from nattero.store.errors import StoreError
from nattero.store.journal import open_journal
from nattero.web import api, button_api, calendar_feed, checkup_api, errors, files, worker
from nattero.web.guard import LARGEST_BODY, Guard
from nattero.web.pages import ROUTES
from nattero.web.pairing import Pairing, pairing_lines
from nattero.web.policy import Policy, RefusedError, policy_for
from nattero.web.reminding import reminding
from nattero.web.site import Site

HOUR = 3600
SCHEMA = JsonRenderPlugin(path="/")


def create_app(site: Site, policy: Policy, pairing: Pairing | None = None) -> Guard:
    """The whole web edge around a site: its pages, its API, and the guard in front."""
    return Guard(routed(State({"site": site, "pairing": pairing})), policy, pairing)


def routed(state: State) -> Litestar:
    """Every page, the API and the static files around a state."""
    return Litestar(
        route_handlers=[
            *ROUTES,
            *api.ROUTES,
            *checkup_api.ROUTES,
            *button_api.ROUTES,
            *calendar_feed.ROUTES,
            *worker.ROUTES,
            files.static_file,
        ],
        state=state,
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=10, minimum_size=400, exclude=["/static/"]
        ),
        openapi_config=OpenAPIConfig("Nattero", __version__, path="/api/openapi.json", render_plugins=[SCHEMA]),
        include_in_schema=False,
        exception_handlers=errors.HANDLERS,
        lifespan=[plain_file_export, reminding],
        logging_config=None,
        request_max_body_size=LARGEST_BODY,
    )


@asynccontextmanager
async def plain_file_export(app: Litestar) -> AsyncIterator[None]:
    """While the server runs: writes the day's plain-file export when one was asked for and is due."""

    async def hourly() -> None:
        while True:
            await asyncio.to_thread(daily.export_if_due, app.state.site.journal, app.state.site.clock())
            await asyncio.sleep(HOUR)

    task = asyncio.create_task(hourly())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises OSError when that is taken or not this computer's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return bound


def serve(
    data: Path, host: str, port: int, cert: Path | None, key: Path | None, lang: str | None, hosts: list[str]
) -> int:
    """Serves a data folder until it is told to stop; the exit code. Trouble is one sentence on standard error."""
    language = words.language(lang, None)
    _ = words.translator(language)
    try:
        policy_for(host, port, cert, key, hosts)  # what may not be served is refused before anything is made or bound
        folder = place.prepare(data)
        with closing_lock(folder) as lock, listening_socket(host, port) as bound:
            port = bound.getsockname()[1]
            policy = policy_for(host, port, cert, key, hosts)
            address = policy.address
            lock.announce(address)
            with closing(open_journal(folder)) as journal:
                site = Site(journal, load_pack(), zone=pen.local_zone())
                pairing = Pairing(journal) if policy.pairing else None
                print(f"Nattero: {address}")
                print(_("Data: %(folder)s") % {"folder": folder}, flush=True)
                if pairing is not None:
                    link = pairing.invitation(address)
                    print(pairing_lines(link, language, coloured=sys.stdout.isatty()), flush=True)
                run(create_app(site, policy, pairing), bound, cert, key)
    except StoreError as error:
        return trouble(words.error_text(error, language), 3)
    except RefusedError as error:
        return trouble(error.text(language), 4)
    except OSError as error:
        return trouble(address_trouble(error, host, port, language), 4)
    return 0


@contextmanager
def closing_lock(folder: Path) -> Iterator[place.ServeLock]:
    """The right to serve a folder, given back at the end. Raises StoreError when another server has it."""
    lock = place.ServeLock(folder)
    try:
        yield lock
    finally:
        lock.release()


def run(app: Guard, bound: socket.socket, cert: Path | None, key: Path | None) -> None:
    """Runs the app on a socket until a signal ends it."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody stands between: what a request says about its sender is not believed
        ws="none",
        ssl_certfile=cert,
        ssl_keyfile=key,
        timeout_graceful_shutdown=3,
    )
    uvicorn.Server(config).run(sockets=[bound])


def address_trouble(error: OSError, host: str, port: int, lang: str) -> str:
    """Why the address cannot be had, in a sentence."""
    _ = words.translator(lang)
    where = {"host": host, "port": port}
    if error.errno == errno.EADDRINUSE:
        return _("Port %(port)s is already in use. Choose another one with --port.") % where
    if error.errno == errno.EACCES:
        return _("Port %(port)s may not be used without special rights. Choose one above 1023 with --port.") % where
    return _("This computer cannot listen at %(host)s, port %(port)s. Check --host and --port.") % where


def trouble(sentence: str, code: int) -> int:
    """Says a sentence on standard error and gives the exit code back."""
    print(sentence, file=sys.stderr)
    return code
