"""Texts sent with parse_mode HTML: read and refused as TDLib does (MessageEntity.cpp)."""

import re
from dataclasses import dataclass, field

from tests.botapi.errors import ApiError, bad_request

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"</?([^\s>]*)([^>]*)>")
_ATTRIBUTE = re.compile(
    r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=\s|$)))?"""
)
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass
class _Open:
    name: str
    argument: str
    offset: int
    start: int


@dataclass
class _Reading:
    source: str
    out: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, object]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.out.append(text)
        self.units += len(text.encode("utf-16-le", "surrogatepass")) // 2

    def wrong(self, reason: str, at: int) -> ApiError:
        offset = len(self.source[:at].encode())
        return _unparsed(f"{reason.format(at=f'at byte offset {offset}')}")


def parse_html(source: str) -> tuple[str, list[dict[str, object]]]:
    """Return the plain text and its entities; refuse a tag that is unknown or not closed."""
    reading = _Reading(source)
    at = 0
    while at < len(source):
        at = _step(reading, at)
    if reading.open:
        name = reading.open[-1].name
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{name}"')
    return "".join(reading.out), reading.entities


def _step(reading: _Reading, at: int) -> int:
    source = reading.source
    if source[at] == "&" and (found := _REFERENCE.match(source, at)):
        reading.add(_referred(found))
        return found.end()
    if source[at] != "<":
        reading.add(source[at])
        return at + 1
    closing = source.startswith("</", at)
    tag = _TAG.match(source, at)
    if tag is None:
        raise reading.wrong(f"Unclosed {'end' if closing else 'start'} tag {{at}}", at)
    (_close if closing else _begin)(reading, tag)
    return tag.end()


def _referred(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found.group()


def _begin(reading: _Reading, tag: re.Match[str]) -> None:
    name = tag[1].lower()
    if name not in _TYPES:
        raise reading.wrong(f'Unsupported start tag "{name}" {{at}}', tag.start())
    attributes = {
        found[1]: next((g for g in found.groups()[1:] if g is not None), "")
        for found in _ATTRIBUTE.finditer(tag[2])
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise reading.wrong('Tag "span" must have class "tg-spoiler" {at}', tag.start())
    reading.open.append(_Open(name, _argument(name, attributes), reading.units, len(reading.out)))


def _argument(name: str, attributes: dict[str, str]) -> str:
    if name == "a":
        return _REFERENCE.sub(_referred, attributes.get("href", ""))
    if name == "code":
        return attributes.get("class", "").removeprefix("language-")
    return "expandable" if name == "blockquote" and "expandable" in attributes else ""


def _close(reading: _Reading, tag: re.Match[str]) -> None:
    if not reading.open:
        raise reading.wrong("Unexpected end tag {at}", tag.start())
    last = reading.open[-1]
    name = tag[1].lower()
    if name not in {"", last.name}:
        found = f'Unmatched end tag {{at}}, expected "</{last.name}>", found "</{name}>"'
        raise reading.wrong(found, tag.start())
    reading.open.pop()
    if reading.units > last.offset and (entity := _entity(reading, last)):
        reading.entities.append(entity)


def _entity(reading: _Reading, last: _Open) -> dict[str, object] | None:
    entity: dict[str, object] = {
        "offset": last.offset,
        "length": reading.units - last.offset,
        "type": _TYPES[last.name],
    }
    if last.name == "a":
        url = last.argument or "".join(reading.out[last.start :])
        return {**entity, "url": url} if "." in url or url.startswith("tg:") else None
    if last.name == "blockquote" and last.argument:
        entity["type"] = "expandable_blockquote"
    return entity


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"Can't parse entities: {reason}")
