"""The page as plain text, for the terminal.

In: a `Page`. Out: lines. What is marked on paper is said in words here.
"""

from collections.abc import Iterator

from nattero.report.sheet import Block, Line, Page


def text(page: Page) -> str:
    """Give the page as text."""
    return "\n".join(lines(page)) + "\n"


def lines(page: Page) -> Iterator[str]:
    """Give the lines of a page."""
    yield page.title
    yield " · ".join(part for part in (page.name, page.who, page.made) if part)
    yield page.period
    if page.alert:
        yield from ("", *block(page.alert, "! "))
    yield ""
    for number in page.numbers:
        yield f"{number.label}: {number.value} ({number.note})"
    yield from (shown(each) for each in page.brief)
    if page.picture:
        yield page.picture.alt
    for each in (*([page.pattern] if page.pattern else []), *page.left, *page.right, *page.below):
        yield from ("", *block(each))
    if page.sources:
        yield from ("", page.sources_title)
        yield from (f"  {place} {each}" for place, each in enumerate(page.sources, start=1))
    yield from ("", *page.foot)


def block(each: Block, mark: str = "  ") -> Iterator[str]:
    """Give a heading and what stands under it."""
    yield each.title
    yield from (f"{mark}{shown(line)}" for line in each.lines)
    if each.note:
        yield f"  {each.note}"


def shown(line: Line) -> str:
    """Give a line."""
    said = ": ".join(part for part in (line.lead, line.text) if part)
    notes = " · ".join(part for part in (said, line.note, line.sign) if part)
    return notes + (f" [{', '.join(map(str, line.refs))}]" if line.refs else "")
