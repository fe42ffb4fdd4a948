"""Where somebody is reached on the web: e-mail, and the names they go by."""

import re
from collections.abc import Iterator

from practice.privacy.everyday import is_everyday, words
from practice.privacy.found import Found, Kind

_EMAIL = re.compile(
    r"(?<![\w.+'@-])[\w.+'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,18}(?!\w)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_][A-Za-z0-9_.]{2,29})(?![\w@])")
_SITES = "|".join(sorted(words("sites")))
_ACCOUNT = re.compile(
    rf"\b(?:{_SITES})"
    r"(?: (?:name|user|username|user name|handle|account|id|is|as|called|under)){0,3}[ :]{1,2}"
    r"([a-z0-9.]{0,20}[a-z][a-z0-9.]{0,20}(?:_[a-z0-9._]{1,20}|\d[a-z0-9._]{0,20}))(?!\w)",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|roblox)\.com/[^\s]{2,80}",
    re.IGNORECASE,
)


def on_the_web(text: str) -> Iterator[Found]:
    """Yield the e-mail addresses in a text, and names that somebody has on the web."""
    for match in _EMAIL.finditer(text):
        yield Found(*match.span(), Kind.EMAIL)
    for match in _HANDLE.finditer(text):
        if not is_everyday(match.group(1).casefold()) and not match.group(1).isdigit():
            yield Found(*match.span(), Kind.HANDLE)
    for match in _ACCOUNT.finditer(text):
        yield Found(*match.span(1), Kind.HANDLE)
    for match in _PROFILE.finditer(text):
        yield Found(*match.span(), Kind.HANDLE)
