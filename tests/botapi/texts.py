"""What Telegram does to a text before it is a message: cleaning, entities, limits."""

import re

from tests.botapi.arguments import Arguments
from tests.botapi.errors import ApiError, bad_request, not_imitated
from tests.botapi.html_entities import parse_html

TEXT_UNITS = 4096
_TEXT_BYTES = 1 << 15
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")
_GIVEN = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link"}
    | {"blockquote", "expandable_blockquote", "text_mention", "custom_emoji"}
)
_FOUND_BY_TELEGRAM = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
_CLEANED: dict[int, str | None] = {
    **dict.fromkeys((c for c in range(32) if c not in {10, 13}), " "),
    **dict.fromkeys([13, *range(0x2028, 0x202F), 0x333, 0x33F, 0x30A], None),
}

Entity = dict[str, object]


def phone_pieces(text: str) -> list[str]:
    """Return a text in the pieces a phone cuts it into: wherever 4,096 units are full."""
    pieces: list[str] = []
    piece = ""
    for character in text:
        if utf16_units(piece) + utf16_units(character) > TEXT_UNITS:
            pieces, piece = [*pieces, piece], ""
        piece += character
    return [one for one in [*pieces, piece] if one.strip()]


def desktop_pieces(text: str) -> list[str]:
    """Return a text in the pieces that Telegram Desktop cuts it into.

    From half of the 4,096 units on at the end of a paragraph, else of a line, a sentence or a word.
    """
    pieces: list[str] = []
    left = text.strip()
    while utf16_units(left) > TEXT_UNITS // 2:
        whole = phone_pieces(left)[0]
        if len(whole) == len(left) and "\n\n" not in left[TEXT_UNITS // 2 :]:
            break
        cut = _best_cut(whole)
        pieces.append(left[:cut].strip())
        left = left[cut:].strip()
    return [*pieces, left] if left else pieces


def _best_cut(whole: str) -> int:
    half = TEXT_UNITS // 2
    for mark in ("\n\n", "\n", ". ", " "):
        at = whole.find(mark, half) if mark == "\n\n" else whole.rfind(mark, half)
        if at > 0:
            return at + len(mark)
    return len(whole)


def utf16_units(text: str) -> int:
    """Return the length as Telegram counts offsets and lengths."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """Return the text as Telegram keeps it (TDLib, `clean_input_string` and trimming)."""
    return text.translate(_CLEANED).rstrip().lstrip(" \n")


def command_entities(text: str) -> list[Entity]:
    """Return the `bot_command` entities that Telegram finds by itself."""
    return [
        {
            "offset": utf16_units(text[: found.start()]),
            "length": utf16_units(found.group()),
            "type": "bot_command",
        }
        for found in _COMMAND.finditer(text)
    ]


def message_text(arguments: Arguments) -> tuple[str, list[Entity]]:
    """Return a bot's text and entities as they will stand; refuse what Telegram refuses."""
    raw = arguments.text("text")
    if not raw:
        raise bad_request("Message text is empty")
    if len(raw.encode("utf-8", "surrogatepass")) > _TEXT_BYTES:
        raise bad_request("Text is too long")
    if any("\ud800" <= c <= "\udfff" for c in raw):
        raise bad_request("Strings must be encoded in UTF-8")
    text, given = _formatted(raw, arguments)
    kept = cleaned(text)
    if not kept:
        raise bad_request("Text must be non-empty")
    if utf16_units(kept) > TEXT_UNITS:
        raise bad_request("Message is too long")
    moved = [m for one in given if (m := _moved(one, text, utf16_units(kept)))]
    return kept, sorted(moved + command_entities(kept), key=_place)


def _formatted(raw: str, arguments: Arguments) -> tuple[str, list[Entity]]:
    mode = arguments.text("parse_mode").lower()
    if mode == "html":
        return parse_html(raw)
    if mode in {"markdown", "markdownv2"}:
        raise not_imitated("Markdown")
    if mode not in {"", "none"}:
        raise bad_request("Unsupported parse_mode")
    try:
        given = arguments.parsed("entities", "")
    except ApiError:
        return raw, []
    length = utf16_units(raw)
    read = [_entity(one, length) for one in given] if isinstance(given, list) else []
    return raw, [one for one in read if one["type"] not in _FOUND_BY_TELEGRAM]


def _entity(raw: object, length: int) -> Entity:
    if not isinstance(raw, dict):
        raise _unparsed("expected an Object")
    for name in ("offset", "length", "type"):
        if name not in raw:
            raise _unparsed(f'Can\'t find field "{name}"')
    if raw["type"] not in _GIVEN | _FOUND_BY_TELEGRAM:
        raise _unparsed("Unsupported type specified")
    end = int(raw["offset"]) + int(raw["length"])
    if end > length:
        raise bad_request(
            f"Entity beginning at UTF-16 offset {raw['offset']} "
            f"ends after the end of the text at UTF-16 offset {end}"
        )
    return dict(raw)


def _moved(entity: Entity, text: str, length: int) -> Entity | None:
    """Return the entity where cleaning left it, or None where nothing of it is left."""
    lead = utf16_units(text.translate(_CLEANED)) - utf16_units(
        text.translate(_CLEANED).lstrip(" \n")
    )
    offset, size = _place(entity)
    start = max(0, _units_before(text, offset) - lead)
    end = min(length, _units_before(text, offset - size) - lead)
    return {**entity, "offset": start, "length": end - start} if end > start else None


def _units_before(text: str, offset: int) -> int:
    before = text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore")
    return utf16_units(before.translate(_CLEANED))


def _place(entity: Entity) -> tuple[int, int]:
    return int(str(entity["offset"])), -int(str(entity["length"]))


def _unparsed(why: str) -> ApiError:
    return bad_request(f"Can't parse MessageEntity: {why}")
