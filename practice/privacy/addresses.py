"""Where somebody lives, and where they are reached on the web."""

import re
from collections.abc import Iterator

from practice.privacy.everyday import is_everyday
from practice.privacy.found import Found, Kind

_NUMBER = r"(?:(?:flat|flt|apartment|apt|unit|room)[ .]{1,2}\d{1,4}[a-z]?[ ,]{1,2})?(?<![\d:./,£$-])\d{1,4}[a-z]?"
_SPELT = (
    r"(?:number )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]{3,5})?"
    r"|a hundred(?: and [a-z]{3,9})?)"
)
_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019.-]){0,24}"
_STREET = (
    "street|str|road|rd|avenue|ave|lane|ln|close|drive|crescent|cres|terrace|tce|gardens|gdns"
    "|grove|grv|square|mews|boulevard|villas|cottages"
)
_ALSO = "st|cl|dr|way|place|court|walk|row|park|hill|view|rise|green|parade|croft|mount|bank|fold|garth|chare|yard|vale|wynd|buildings|heights|house|fields"
_ADDRESS = re.compile(
    rf"\b(?:({_NUMBER})|({_SPELT}))[ ,]{{1,2}}((?:{_WORD} ){{1,3}}?)({_STREET}|{_ALSO})\b(?!['\u2019]\w)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:live|lives|lived|living|staying|stays|address is|address:|moved to|moved in at|home address)"
    r" ?(?:at |now at |is |was )?((?:flat \d{1,4}[a-z]?,? )?\d{1,4}[a-z]?,? (?:the )?[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?)"
)
_ONE_OF = frozenset(_STREET.split("|"))
_NOT_IN_A_NAME = frozenset(
    "p.m a.m mr mrs ms miss dr a an and are as at away back bed bedroom block both but by car cars case cases child children closed day days "
    "different doors down each every few for foot from further get go got had has have he her his "
    "home hour hours houses i in into is it just kids km left long m main metres mile miles min mins minute minutes "
    "month months more my new next of off on onto open or other our out over own pages people per pm am "
    "quid right round same school seen she since so some stops that the their there they this times to "
    "towards under up visits was we week weeks went were which who with year years yo yr yrs "
    "lads boys girls families houses doors streets roads times way two-way street side busy".split()
)

_EMAIL = re.compile(
    r"(?<![\w.+'@-])[\w.+'-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,18}(?!\w)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@([A-Za-z0-9_][A-Za-z0-9_.]{2,29})(?![\w@])")
_ACCOUNT = re.compile(
    r"\b(?:snap|snapchat|snapchats|insta|instagram|tiktok|tik tok|roblox|discord|xbox|psn|facebook|fb|gamertag|kik|whatsapp)"
    r"(?: (?:name|user|username|user name|handle|account|id|is|as|called|under)){0,3}[ :]{1,2}"
    r"([a-z0-9.]{0,20}[a-z][a-z0-9.]{0,20}(?:_[a-z0-9._]{1,20}|\d[a-z0-9._]{0,20}))(?!\w)",
    re.IGNORECASE,
)
_PROFILE = re.compile(
    r"(?:facebook|instagram|tiktok|snapchat|twitter|x|linkedin|roblox)\.com/[^\s]{2,80}",
    re.IGNORECASE,
)


def addresses(text: str) -> Iterator[Found]:
    """Yield the streets with a house number in a text, and e-mail addresses and names on the web."""
    for match in _ADDRESS.finditer(text):
        if _is_address(match):
            yield Found(*match.span(), Kind.ADDRESS)
    for match in _LIVES.finditer(text):
        yield Found(*match.span(1), Kind.ADDRESS)
    for match in _EMAIL.finditer(text):
        yield Found(*match.span(), Kind.EMAIL)
    for match in _HANDLE.finditer(text):
        if not is_everyday(match.group(1).casefold()) and not match.group(1).isdigit():
            yield Found(*match.span(), Kind.HANDLE)
    for match in _ACCOUNT.finditer(text):
        yield Found(*match.span(1), Kind.HANDLE)
    for match in _PROFILE.finditer(text):
        yield Found(*match.span(), Kind.HANDLE)


def _is_address(match: re.Match[str]) -> bool:
    """Say whether a number, some words and a street are an address, and no "2 miles up the road"."""
    named, street = match.group(3).split(), match.group(4)
    if any(word.casefold().strip(".'") in _NOT_IN_A_NAME for word in named):
        return False
    is_sure = street.casefold() in _ONE_OF
    if not is_sure and (match.group(2) or "," in match.group().split(named[0])[0]):
        return False
    written_large = all(word[0].isupper() for word in named) and street[0].isupper()
    if is_sure and (match.group(1) or not is_everyday(named[0].casefold())):
        return written_large or not is_everyday(" ".join(named).casefold()) or len(named) == 1
    return written_large
