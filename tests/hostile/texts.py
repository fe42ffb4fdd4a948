"""Generated texts that make a careless pattern or check slow, each as long as is asked for."""

from collections.abc import Callable, Mapping
from itertools import cycle, islice

_LETTER = (
    "She's said it wasn't mum's fault, but he'd told the school's nurse that they'd go to O'Brien's"
    " on 3/10/2026 at 4pm with CH-0417 and 0419; it's what I'd seen at Tom's, the twins' room. "
)
_WORDS = (
    *("and and", "no no no", "not safe ", "she said \u201c", "was going to hurt her ", "a-a-a-"),
    *(
        "three hundred and ",
        "twenty-",
        "1/2/",
        "0417/0419, ",
        "0191 498 ",
        "between 3 and ",
        "1,234,",
    ),
    *(
        "i am worried about ",
        "as per the plan ",
        "which means ",
        "no change ",
        "the same as ",
        "and ",
    ),
    *("/start ", "?start=", "abcd-", "from the ", "instead of ", "change line ", "done with "),
    *(
        "next week ",
        "3 weeks from ",
        "two to three ",
        "for 20 minutes ",
        "[x] ",
        "0 = ",
        "\\",
        "line 4 ",
    ),
    *(
        "forwarded from\n> ",
        "Forwarded from x:\n> y\n",
        "tell my supervisor ",
        "CH-0417 not CH-0419 ",
    ),
)


def _of(piece: str) -> Callable[[int], str]:
    return lambda length: "".join(islice(cycle(piece), length))


def _nested(length: int) -> str:
    return "(" * (length // 2) + ")" * (length // 2)


TEXTS: Mapping[str, Callable[[int], str]] = {
    "full stops": _of("."),
    "full stops and spaces": _of(". "),
    "stops of every kind": _of(".!?\u2026;:"),
    "one word": _of("a"),
    "one word in capitals": _of("A"),
    "one number": _of("7"),
    "zeros": _of("0"),
    "words without spaces": _of("andshesaid"),
    "spaces": _of(" "),
    "spaces and an end": lambda length: " " * (length - 1) + "x",
    "tabs and lines": _of("\t \n"),
    "empty lines": _of("\n"),
    "lines of one letter": _of("a\n"),
    "quotation marks": _of('"'),
    "curly quotation marks": _of("\u201c\u201d"),
    "opened quotations": _of('"a '),
    "curly quotations never closed": _of("\u201ca "),
    "quotations": _of('"a." '),
    "apostrophes": _of("'"),
    "curly apostrophes": _of("\u2019"),
    "words of apostrophes": _of("a'"),
    "nested brackets": _nested,
    "square brackets": _of("["),
    "closing marks": _of(")]\"'"),
    "a stop and closing marks": lambda length: "." + ")]\"'" * (length // 4) + "x",
    "emoji": _of("\U0001f600"),
    "a family of emoji": _of("\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    "half characters": _of("\ud83d"),
    "bullets": _of("\u2022 "),
    "bullets of every kind": _of("*\u2022>-"),
    "hyphens": _of("-"),
    "words of hyphens": _of("a-"),
    "underscores": _of("_"),
    "commas": _of(", "),
    "slashes": _of("/"),
    "colons": _of("a: "),
    "combining marks": _of("e\u0301\u0300\u0302"),
    "marks out of order": _of("\u0301\u0323"),
    "ligatures": _of("\ufdfa"),
    "nothing to be seen": _of("\u200b\u2060"),
    "references": _of("0417 "),
    "references with letters": _of("ch 0417 "),
    "references written together": _of("0417/0419/"),
    "unknown references": _of("ch-0499 and "),
    "numbers of two digits": _of("12 "),
    "numbers with commas": _of("123,"),
    "dates": _of("27/3/2026 "),
    "short words": _of("a "),
    "words of two letters": _of("no "),
    "names": _of("Mr. O'Brien "),
    "a letter with apostrophes": _of(_LETTER),
    "a letter without stops": _of(_LETTER.replace(".", "").replace(";", "")),
    "signs of a quotation": _of("chronology: "),
    "headings": _of("PLAN:\n"),
    "questions": _of("why? "),
    "shortened words": _of("e.g. dr. "),
    **{f"over and over: {words.strip()!r}": _of(words) for words in _WORDS},
}
"""What a text is made of, and the text of so many characters."""
