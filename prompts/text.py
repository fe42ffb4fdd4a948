"""Text as people type it: control characters left out, long answers in parts, words compared."""

import re

LONG_MESSAGE = 4000
"""From this many characters on, a message may be the first part of a longer one."""
MOST_LETTERS = 100_000
"""No answer grows longer: some 17,000 words, of which the reader takes a second."""
NEARLY_FULL = 80_000
"""From here on it is said how much an answer still holds."""
_FULL_MESSAGE = 4096
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\n\t"]
_LEFT_OUT = str.maketrans(dict.fromkeys([*_CONTROLS, "\x7f", *_OVERRIDES]))
_LONGEST_NUMBER = 4
_A_SENTENCE = 3
# A single mark closes where no letter follows: an apostrophe within a word is none.
_WHOLE_QUOTATION = re.compile(
    r'"[^"]+"|\u201c[^\u201c\u201d]+\u201d'
    r"|['\u2018](?=\w)(?:[^'\u2018\u2019]|(?<=\w)['\u2019](?=\w))+['\u2019]"
)


def tidy(text: str) -> str:
    """Return `text` without NUL, other control characters and overrides of the writing direction.

    Line breaks and tabs stay, and so does text that is written from right to left.
    """
    return text.replace("\r\n", "\n").translate(_LEFT_OUT).strip()


def join_parts(parts: tuple[str, ...]) -> str:
    """Return the messages of one long answer as one text.

    Telegram cuts at 4,096 characters wherever it falls, so a full message joins with no break.
    """
    return "".join(part if len(part) == _FULL_MESSAGE else f"{part}\n" for part in parts).strip()


def spoken(words: str) -> str:
    """Return words as they are compared with a button's: phones write apostrophes their own way."""
    plain = words.casefold().strip().rstrip(".")
    return plain.replace("\u2019", "").replace("\u2018", "").replace("'", "")


def quoted(words: str) -> str:
    """Return somebody's words in quotation marks that tell them from quotations inside them."""
    if _WHOLE_QUOTATION.fullmatch(words):
        return words
    return f"\u201c{words}\u201d" if '"' in words else f'"{words}"'


def listed_number(words: str, most: int) -> int | None:
    """Return the number, 1 to `most`, that `words` are; None where they are none."""
    is_number = words.isascii() and words.isdecimal() and len(words) <= _LONGEST_NUMBER
    return int(words) if is_number and 1 <= int(words) <= most else None


def shortened(words: str, longest: int) -> str:
    """Return `words` on one line, ended at a word with an ellipsis where they are longer."""
    flat = " ".join(words.split())
    if len(flat) <= longest:
        return flat
    return f"{flat[: longest - 1].rsplit(' ', 1)[0]} …"


def story_in(words: str) -> str | None:
    """Return the words that followed a command where they may begin what it opens.

    More than one of them, or one with a figure: a reference.
    """
    may_be_reference = any(letter.isdecimal() for letter in words)
    return words if len(words.split()) > 1 or may_be_reference else None


def is_sentence(words: str) -> bool:
    """Say whether words tell something: three words at least."""
    return len(re.findall(r"[^\W\d_]+", words)) >= _A_SENTENCE
