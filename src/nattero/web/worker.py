"""What makes the pages an app on a phone: the service worker, the manifest, and the page for an address not yet seen.

In: the static files and which pages to keep. Out: GET /sw.js, /manifest.webmanifest and /offline.
"""

from functools import lru_cache
from typing import Any

import msgspec
from litestar import Request, Response, get

from nattero.web.files import PARTS, lean
from nattero.web.pages.relief import signs
from nattero.web.view import assets, view_of

OFFLINE, OFFLINE_CHECKIN = "/offline", "/offline/checkin"
# Kept before they are first visited.
PAGES = ("/relief", "/", "/diary", "/diary/cramp/new", OFFLINE, OFFLINE_CHECKIN)
# What stands in for an address not seen before: for a check-in a form whose night the phone's own clock names.
STANDS_IN = {"/checkin": OFFLINE_CHECKIN, "/diary/cramp/new": "/diary/cramp/new"}
# Static files that no page needs offline, and those of rooms whose pages are kept when they are visited: so are these.
NOT_KEPT = (
    ".png",
    "sw.js",
    "settings.js",
    "data.css",
    "pair.css",
    "learn.css",
    "learn.js",
    "remedy.css",
    "looks.css",
    "food.css",
    "checkup.css",
    "report.css",
    "plan.css",
    "given.css",
    "given.js",
    "reminders.js",
    "session.css",
    "trial.css",
    "insight.css",
    "session.js",
    "pace.js",
    "ticker.js",
    "ahead.js",
)
AnyRequest = Request[Any, Any, Any]


@get("/sw.js")
async def service_worker() -> Response[str]:
    """The service worker of this build, at the root so that every page is in its scope."""
    return Response(worker_text(), media_type="text/javascript", headers={"cache-control": "no-cache"})


@get("/manifest.webmanifest")
async def manifest(request: AnyRequest) -> Response[bytes]:
    """What a phone needs to put Nattero on its home screen, in the reader's language."""
    view = view_of(request)
    content = {
        "id": "/",
        "name": "Nattero",
        "short_name": "Nattero",
        "description": view.gettext("Relief for leg cramps at night, and a diary of your nights."),
        "lang": view.lang,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#000000",
        "theme_color": "#000000",
        "icons": [
            {"src": assets().url("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": assets().url("icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
            {"src": assets().url("icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
        "shortcuts": [{"name": view.gettext("Cramp now"), "url": "/relief"}],
    }
    headers = {"cache-control": "no-cache"}
    return Response(msgspec.json.encode(content), media_type="application/manifest+json", headers=headers)


@get(OFFLINE)
async def offline(request: AnyRequest) -> Response[str]:
    """What is shown for a page that this phone has not seen while Nattero cannot be reached."""
    view = view_of(request)
    return view.render("offline.html", flags=signs(view))


@get(OFFLINE_CHECKIN)
async def offline_checkin(request: AnyRequest) -> Response[str]:
    """The check-in for any night, without what was said of it before."""
    return view_of(request).render("offline_checkin.html", today=view_of(request).local.date())


@lru_cache(maxsize=1)
def worker_text() -> str:
    """The worker's script with the build's name, the static files and the pages to keep in place of its first line."""
    here = assets()
    build = {
        "build": here.build,
        "prefix": f"{here.prefix}/",
        "statics": [here.url(name) for name in here.names if not name.endswith(NOT_KEPT) and name not in PARTS],
        "pages": PAGES,
        "standsIn": STANDS_IN,
        "offline": OFFLINE,
    }
    script = (here.root / "sw.js").read_text(encoding="utf-8")
    _, _, rest = script.partition("\n")
    return f"const BUILD = {msgspec.json.encode(build).decode()};\n{lean(rest)}"


ROUTES = [service_worker, manifest, offline, offline_checkin]
