"""Reading a page as a browser without script does: its forms with what they would post, its links and its texts.

In: HTML. Out: `Form` values and plain lists. What cannot be parsed strictly is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form: where it goes, and its fields in order as (name, value, chosen)."""

    action: str
    entry: str
    fields: list[tuple[str, str, bool]] = field(default_factory=list)

    def pairs(self, chosen: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
        """What is posted: what is filled in or ticked, with some fields set by name instead."""
        wanted = dict(chosen or {})
        posted = []
        for name, value, on in self.fields:
            if name in wanted:
                posted.append((name, wanted.pop(name)))
            elif on and name not in (chosen or {}):
                posted.append((name, value))
        assert not wanted, f"the form has no {list(wanted)}"
        return posted


class Page(HTMLParser):
    """A page: its forms, links, headings, ids, labels and attributes that a strict policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.ids: list[str] = []
        self.forbidden: list[str] = []
        self.lang = ""
        self._area = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.forbidden += [name for name in found if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in found and found.get("type") != "application/json":
            self.forbidden.append("script")
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "html":
            self.lang = found.get("lang", "")
        elif tag in {"h1", "h2", "h3"}:
            self.headings.append(tag)
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag == "form":
            self.forms.append(Form(found.get("action", ""), found.get("data-entry", "")))
        elif tag == "input" and self.forms and "name" in found:
            on = found.get("type") not in {"radio", "checkbox"} or "checked" in found
            self.forms[-1].fields.append((found["name"], found.get("value", ""), on))
        elif tag == "button" and self.forms and "name" in found:
            self.forms[-1].fields.append((found["name"], found.get("value", ""), False))  # only when it is pressed
        elif tag == "textarea" and self.forms:
            self.forms[-1].fields.append((found.get("name", ""), "", True))
            self._area = found.get("name", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            name, value, on = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data, on)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def form(self, entry: str, which: int = 0) -> Form:
        """The forms that make an entry of a kind, by their order."""
        return [form for form in self.forms if form.entry == entry][which]
