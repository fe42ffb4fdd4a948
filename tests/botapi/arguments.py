"""The parameters of one call, however they were sent: query, form, multipart or JSON."""

import json
from collections.abc import Mapping
from typing import cast

from tests.botapi.errors import bad_request

_ALWAYS_TEXT = frozenset(
    {"text", "caption", "url", "secret_token", "callback_query_id", "action", "file_id"}
    | {"parse_mode", "description", "language_code", "ip_address"}
)
_INT32 = 2**31


class Arguments:
    """Every value as text, as the Bot API server keeps them before a method reads them."""

    def __init__(self, values: Mapping[str, str], files: Mapping[str, int] | None = None) -> None:
        self.values = dict(values)
        self.files = dict(files or {})

    def text(self, name: str) -> str:
        """Return the value, or an empty string where it is absent."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Return whether the value is one of the words the server takes for yes."""
        return self.values.get(name, "").lower() in {"true", "yes", "1"}

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """Return a number brought within limits; like the server, unreadable counts as nought."""
        raw = self.values.get(name, "")
        return max(low, min(high, _leading_int(raw) if raw else default))

    def message_id(self, name: str = "message_id") -> int:
        """Return a message's number, or 0 where it is absent, negative or unreadable."""
        return self.number(name, 0, 0, _INT32 - 1)

    def parsed(self, name: str, unreadable: str) -> object:
        """Return the JSON value or None where absent; refuse with `unreadable` otherwise."""
        raw = self.values.get(name, "")
        if not raw:
            return None
        try:
            return cast(object, json.loads(raw))
        except ValueError as fault:
            raise bad_request(unreadable) from fault

    def decoded(self) -> dict[str, object]:
        """Return the values as a test wants to compare them: numbers, flags, lists and objects."""
        return {name: _decoded(name, raw) for name, raw in self.values.items()}


def arguments_from_json(body: bytes) -> Arguments:
    """Return the parameters of a JSON body; refuse one that is not an object."""
    try:
        parsed = json.loads(body)
    except ValueError as fault:
        raise bad_request("can't parse object") from fault
    if not isinstance(parsed, dict):
        raise bad_request("JSON object expected")
    return Arguments(
        {name: v if isinstance(v, str) else json.dumps(v) for name, v in parsed.items()}
    )


def _leading_int(raw: str) -> int:
    digits = raw[1:] if raw.startswith("-") else raw
    kept = digits[: next((i for i, c in enumerate(digits) if c not in "0123456789"), len(digits))]
    value = int(kept) if kept else 0
    return -value if raw.startswith("-") else value


def _decoded(name: str, raw: str) -> object:
    if name in _ALWAYS_TEXT:
        return raw
    try:
        return cast(object, json.loads(raw))
    except ValueError:
        return raw
