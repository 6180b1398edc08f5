"""The sender of reminders: once a minute, while the server runs, there are browsers to remind, and the extra is installed.

In: a site. Out: messages to the browsers for which something of the plan is due and not yet done. What failed is tried
again, later each time, while it is still worth it; a browser that no longer exists is forgotten.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from litestar import Litestar

from nattero.diary.entry import read
from nattero.diary.plans import planned
from nattero.diary.trials import running
from nattero.plan.occasions import CHECK_IN, with_trial
from nattero.plan.reminders import due, open_
from nattero.store import subscriptions
from nattero.store.errors import StoreError
from nattero.store.subscriptions import Subscription
from nattero.web import push
from nattero.web.site import Site

MINUTE = 60
LATE = timedelta(seconds=push.WORTH)  # what was due longer ago, while this computer slept, is over
LONGEST_WAIT = timedelta(minutes=30)


@asynccontextmanager
async def reminding(app: Litestar) -> AsyncIterator[None]:
    """While the server runs: looks every minute what is due."""

    async def minutely() -> None:
        while True:
            with suppress(StoreError):  # a full disk ends no server; the next minute tries again
                await asyncio.to_thread(remind, app.state.site)
            await asyncio.sleep(MINUTE)

    task = asyncio.create_task(minutely()) if push.available() else None
    yield
    if task is not None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def remind(site: Site) -> None:
    """Sends what is due now to everybody who wants it."""
    for subscription in subscriptions.kept(site.journal):
        now = site.clock()
        if subscription.retry_at is None or subscription.retry_at <= now:
            remind_one(site, subscription, now)


def remind_one(site: Site, subscription: Subscription, now: datetime) -> None:
    """Sends one browser what is due, as one message, and notes how it went."""
    browser = subscription.browser
    person = site.person(browser.zone, browser.person)
    written = [payload for entry in person.entries if (payload := read(entry))]
    standing, tried = planned(person.entries), running(person.entries)
    begun = tried.trial if tried and tried.trial.first <= person.last_night + timedelta(days=1) else None
    plan = with_trial(standing.plan if standing else None, begun)
    after = max(subscription.done_until, now - LATE)
    found = open_(due(plan, after, now, browser.zone), written, browser.zone) if plan else []
    if any(one.occasion.id != CHECK_IN for one in found):
        held, refused = site.held_up(person, browser.lang), site.refused(person, browser.lang)
        found = [one for one in found if one.occasion.id == CHECK_IN or not (held or one.occasion.id in refused)]
    if found:
        sent = push.send(site.journal, browser, push.message_of([one.occasion for one in found], browser.lang))
        note(site, subscription, sent, now)


def note(site: Site, subscription: Subscription, sent: push.Sent, now: datetime) -> None:
    """Notes how sending went: settled, to be tried again, or nobody there any more."""
    if sent.outcome == "gone":
        subscriptions.forget(site.journal, subscription.id)
    elif sent.outcome == "later":
        wait = min(timedelta(minutes=2**subscription.failures), LONGEST_WAIT)
        again = now + max(wait, timedelta(seconds=sent.wait))
        subscriptions.put_off(site.journal, subscription.id, again, sent.trouble)
    else:
        subscriptions.settle(site.journal, subscription.id, now, sent.trouble or None)
