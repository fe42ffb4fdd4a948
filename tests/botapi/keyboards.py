"""Reply markup: read and refused as the Bot API server and TDLib do (ReplyMarkup.cpp)."""

from urllib.parse import urlsplit

from tests.botapi.arguments import Arguments
from tests.botapi.errors import ApiError, bad_request, not_imitated

BUTTONS_IN_A_ROW = 8
BUTTONS_IN_ALL = 100
CALLBACK_BYTES = 64

Markup = dict[str, object]


def reply_markup(arguments: Arguments) -> Markup | None:
    """Return the markup as Telegram gives it back, or None; refuse what Telegram refuses."""
    parsed = arguments.parsed("reply_markup", "Can't parse reply keyboard markup JSON object")
    if parsed is None:
        return None
    if not isinstance(parsed, dict):
        raise bad_request("Object expected as reply markup")
    if parsed.get("keyboard"):
        raise not_imitated("reply keyboards")
    if parsed.get("inline_keyboard"):
        return {"inline_keyboard": _rows(parsed["inline_keyboard"])}
    if parsed.get("remove_keyboard"):
        return {"remove_keyboard": True}
    return {"force_reply": True} if parsed.get("force_reply") else None


def inline_markup(arguments: Arguments) -> Markup | None:
    """Return the inline keyboard an edited message gets, or None; edits take no other markup."""
    markup = reply_markup(arguments)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    return markup


def _rows(raw: object) -> list[list[dict[str, str]]]:
    if not isinstance(raw, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in raw):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    rows = [[_button(button) for button in row] for row in raw]
    if any(len(row) > BUTTONS_IN_A_ROW for row in rows) or sum(map(len, rows)) > BUTTONS_IN_ALL:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _button(raw: object) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    label = _string(raw, "text")
    if label is None:
        raise _unparsed('Can\'t find field "text"')
    if not label.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if url := _string(raw, "url"):
        return {"text": label, "url": _checked_url(url)}
    if code := _string(raw, "callback_data"):
        return {"text": label, "callback_data": _checked_code(code)}
    if set(raw) - {"text", "url", "callback_data"}:
        raise not_imitated("inline buttons other than url and callback_data")
    raise _unparsed("Text buttons are unallowed in the inline keyboard")


def _string(raw: dict[str, object], name: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _unparsed(f'Field "{name}" must be of type String')


def _checked_code(code: str) -> str:
    if len(code.encode()) > CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return code


def _checked_url(url: str) -> str:
    parts = urlsplit(url if "://" in url or url.startswith("tg:") else f"http://{url}")
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return url
    if parts.scheme not in {"http", "https"}:
        raise _wrong_url(url, "Unsupported URL protocol")
    if "." not in (parts.hostname or ""):
        raise _wrong_url(url, "Wrong HTTP URL")
    return url


def _wrong_url(url: str, why: str) -> ApiError:
    return bad_request(f"Inline keyboard button URL '{url}' is invalid: {why}")


def _unparsed(why: str) -> ApiError:
    return bad_request(f"Can't parse inline keyboard button: {why}")
