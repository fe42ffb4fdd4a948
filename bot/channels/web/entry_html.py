"""Lines of a conversation as HTML: their template is filled once for each shape of a line.

A page has sixty lines of few shapes: of the bot or a person, with a day above it, a way to reply.
What is kept of a shape is what stands between its values, and never a word of a line.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from bot.channels.web.pages import fragment
from bot.channels.web.transcript import Entry
from bot.messages import Link

_TEMPLATE = "_entry.html"
_BEGINS, _ENDS = "\ue000", "\ue001"
# Stands in a shape where a value goes. It is looked for in the template alone, never in a value.
_SLOT = re.compile(f"{_BEGINS}([a-z0-9 ]+){_ENDS}")
_PICTURE = ("picture 0", "picture 1", "picture 2")
_MOST_SHAPES = 256


class _Shape(NamedTuple):
    """All that the template of a line asks, but for the values that it shows."""

    who: str
    anchor: bool
    token: bool
    day: bool
    place: bool
    record: bool
    asks: bool
    folded: bool
    picture: bool
    links: int


def entry_html(entry: Entry, *, anchor: bool = False) -> Markup:
    """Return a line as templates/_entry.html shows it; #newest leads to the `anchor`."""
    between, names = _between(_shape(entry, anchor=anchor))
    filled, values = list(between), _values(entry)
    filled[1::2] = [values[name] for name in names]
    return Markup("".join(filled))  # noqa: S704 - each value is escaped, the rest is the template  # nosec B704


def page_entries(entries: Sequence[Entry]) -> list[Markup]:
    """Return the lines of a page; #newest leads to what was said since the person last spoke.

    That is where a page without scripts is read from.
    """
    spoken = [at for at, entry in enumerate(entries) if entry.who == "person"]
    newest = spoken[-1] if spoken else 0
    return [entry_html(entry, anchor=at == newest) for at, entry in enumerate(entries)]


def _shape(entry: Entry, *, anchor: bool) -> _Shape:
    return _Shape(
        who=entry.who,
        anchor=anchor,
        token=bool(entry.token),
        day=bool(entry.day),
        place=bool(entry.place),
        record=entry.record_id is not None,
        asks=bool(entry.asks),
        folded=entry.folded,
        picture=bool(entry.picture),
        links=len(entry.links),
    )


def _values(entry: Entry) -> dict[str, str]:
    values: dict[str, str] = {
        "id": escape(entry.id),
        "text": escape(entry.text),
        "time": escape(entry.time),
        "iso": escape(entry.iso),
    }
    if entry.token:
        values["token"] = escape(entry.token)
    if entry.day:
        values["day"] = escape(entry.day)
    if entry.place:
        values["place"] = escape(entry.place)
    if entry.asks:
        values["asks"] = escape(entry.asks)
    if entry.picture:
        values.update(zip(_PICTURE, map(escape, entry.picture), strict=True))
    for at, link in enumerate(entry.links):
        values |= {f"label {at}": escape(link.label), f"path {at}": escape(link.path)}
    return values


@lru_cache(maxsize=_MOST_SHAPES)
def _between(shape: _Shape) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the template of a line in parts, every second of them a slot, and their names."""
    entry = Entry(
        id=_slot("id"),
        who=shape.who,
        text=_slot("text"),
        time=_slot("time"),
        iso=_slot("iso"),
        day=_slot("day") if shape.day else None,
        place=_slot("place") if shape.place else None,
        token=_slot("token") if shape.token else None,
        record_id=_slot("record") if shape.record else None,
        links=tuple(Link(_slot(f"label {at}"), _slot(f"path {at}")) for at in range(shape.links)),
        asks=_slot("asks") if shape.asks else "",
        folded=shape.folded,
        picture=(_slot("picture 0"), _slot("picture 1"), _slot("picture 2"))
        if shape.picture
        else None,
    )
    parts = _SLOT.split(fragment(_TEMPLATE, {"entry": entry, "anchor": shape.anchor}))
    return tuple(parts), tuple(parts[1::2])


def _slot(name: str) -> Markup:
    return Markup(f"{_BEGINS}{name}{_ENDS}")  # noqa: S704 - a name of ours  # nosec B704
