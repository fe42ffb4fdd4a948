"""What a number in a message stands for: a date, a time, an amount ... or nothing that is known.

A message is cut into its runs of letters and of digits, and each number is judged by the words
and marks beside it. Everything works on text in lower case and without accents.
"""

import re
from dataclasses import dataclass

PART = re.compile(r"[a-z]+|[0-9]+")
FEWEST_SPACED_DIGITS = 3

_BESIDE = re.compile(r"[\s:.#-]{1,3}")
_LINKED = re.compile(r"[-./:,+]")
_SPACED = re.compile(" | ?[-\u2013] ?")
_TIME = re.compile(r"([01]?[0-9]|2[0-4])[0-5][0-9]")
_AT_NIGHT = re.compile(r"0[0-5]..")

_DASHES = ("-", "\u2013")
_YEARS = range(1900, 2100)
_DATE_LENGTHS = (6, 8)
_SHORT = 3
_NEAR = 20
"""So many characters before a number may say what it is."""

CALLED = frozenset({"child", "children", "case", "ref", "reference"})
MET = frozenset({"visited", "visiting", "visit", "saw", "seen", "see", "met", "re", "regarding"})
# Three digits are a time only after the first of these: "heard from 417", "looked after 417".
_AT = frozenset({"at", "until", "till", "til"})
_CLOCK = _AT | {"from", "by", "before", "after", "since"}
_DATED = frozenset({"on", "dated"})
_NUMBERED = frozenset({"tel", "telephone", "phone", "mobile", "ext", "extension", "pin", "code",
                       "room", "flat", "house", "dob", "born", "invoice", "crime", "nhs", "bus",
                       "route", "page", "bay", "bed", "ward", "platform", "locker", "order",
                       "badge", "junction", "score", "scored", "paid", "pay", "pays", "cost",
                       "costs", "owe", "owes", "owed", "spent", "weigh", "weighs", "weighed",
                       "worth", "nearly", "almost", "roughly", "approximately", "approx", "aged",
                       "age"})  # fmt: skip
# Nothing that is a verb too: "417 visits her nan", "417 calls me".
_MEASURED = frozenset({"am", "pm", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute",
                       "minutes", "second", "seconds", "day", "days", "week", "weeks", "month",
                       "months", "yr", "yrs", "year", "years", "mile", "miles", "km", "m", "metres",
                       "meters", "yards", "feet", "cm", "kg", "g", "mg", "ml", "grams", "litres",
                       "p", "pence", "pound", "pounds", "quid", "gbp", "euros", "dollars", "k",
                       "pcm", "pw", "per", "percent", "each", "times", "words", "steps", "calories",
                       "people", "children", "kids", "pupils", "houses", "pages", "sessions",
                       "tablets", "degrees", "referrals", "followers", "bus"})  # fmt: skip
_STREETS = frozenset({"street", "road", "rd", "avenue", "ave", "crescent", "terrace", "lane"})
_BEFORE_A_NOUN = frozenset({"the", "a", "her", "his", "their", "my", "our", "this", "that"})


_FIGURE = re.compile("[0-9]")


@dataclass
class Text:
    """A message, cut into its runs of letters and of digits."""

    text: str
    runs: list[re.Match[str]]

    @property
    def has_numbers(self) -> bool:
        """Whether there is a figure in it."""
        return _FIGURE.search(self.text) is not None

    def run(self, at: int) -> str:
        """Return the run at a place, "" where there is none."""
        return self.runs[at].group() if 0 <= at < len(self.runs) else ""

    def gap(self, at: int) -> str:
        """Return what stands between run `at` and the next one."""
        if not 0 <= at < len(self.runs) - 1:
            return "\n\n\n\n"
        return self.text[self.runs[at].end() : self.runs[at + 1].start()]

    def stands_free(self, first: int, last: int) -> bool:
        """Say whether the runs from `first` to `last` are glued to no letter or digit outside.

        An "s" may be: "0417s mum".
        """
        start, end = self.runs[first].start(), self.runs[last].end()
        if self.is_possessive(last):
            end = self.runs[last + 1].end()
        before, after = self.text[max(start - 1, 0) : start], self.text[end : end + 1]
        return not (before.isalnum() or after.isalnum())

    def is_possessive(self, at: int) -> bool:
        """Say whether an "s" is glued to a run, with an apostrophe or without."""
        return self.run(at + 1) == "s" and self.gap(at) in ("", "'", "\u2019")

    def word_before(self, at: int) -> str:
        """Return the run before `at` where only a space or a mark parts them."""
        return self.run(at - 1) if _BESIDE.fullmatch(self.gap(at - 1)) else ""

    def word_after(self, at: int) -> str:
        """Return the run after `at` where at most a space or a dash parts them."""
        return self.run(at + 1) if self.gap(at) in ("", " ", "-") else ""


def cut(lowered: str) -> Text:
    """Return a text, in lower case and without accents, cut into its runs."""
    return Text(lowered, list(PART.finditer(lowered)))


def chains(cut: Text) -> list[list[int]]:
    """Return the places of all numbers, those written as one together: "27/3/2026"."""
    found: list[list[int]] = []
    if not cut.has_numbers:
        return found
    for at in [at for at, run in enumerate(cut.runs) if run.group().isdigit()]:
        if is_linked(cut, at - 1):
            found[-1].append(at)
        else:
            found.append([at])
    return found


def is_linked(cut: Text, at: int) -> bool:
    """Say whether run `at` and the next are numbers written as one."""
    left, right, gap = cut.run(at), cut.run(at + 1), cut.gap(at)
    if not (left.isdigit() and right.isdigit()):
        return False
    if _SPACED.fullmatch(gap):
        return min(len(left), len(right)) >= FEWEST_SPACED_DIGITS
    return bool(_LINKED.fullmatch(gap))


def is_measure(word: str) -> bool:
    """Say whether a word after a number makes it a quantity."""
    return word in _MEASURED


def means_something_else(cut: Text, at: int) -> bool:
    """Say whether what stands beside a number speaks for anything but a child's reference."""
    before = cut.word_before(at)
    start, end = cut.runs[at].span()
    return (
        cut.text[max(start - 1, 0) : start] in tuple("£$€@")
        or _is_dialled(cut.text[max(start - _NEAR, 0) : start])
        or cut.text[end : end + 1] == "%"
        or before in _NUMBERED
        or is_measure(cut.word_after(at))
        or _is_on_the_clock(cut, at)
        or (before in _DATED and len(cut.run(at)) in _DATE_LENGTHS)
        or (before not in MET and _is_year(cut.run(at)))
        or _is_address(cut, at)
    )


def _is_dialled(before: str) -> bool:
    """Say whether a plus before a number makes it a telephone number; "0417 +0419" adds a child."""
    return before.endswith("+") and not before[:-1].rstrip()[-1:].isdigit()


def _is_year(number: str) -> bool:
    return len(number) == len("2026") and int(number) in _YEARS


def _is_address(cut: Text, at: int) -> bool:
    """Say whether a street follows: "417 Old Durham Road", not "417 ran into the road"."""
    for ahead in (2, 3):
        words = [cut.run(at + n) for n in range(1, ahead + 1)]
        apart = any(cut.gap(at + n) != " " for n in range(ahead))
        if not apart and words[-1] in _STREETS and words[-2] not in _BEFORE_A_NOUN:
            return True
    return False


def _is_on_the_clock(cut: Text, at: int) -> bool:
    number = cut.run(at)
    if not _TIME.fullmatch(number) or cut.is_possessive(at):
        return False
    before = cut.word_before(at)
    ends_a_range = before == "to" and is_time(cut.word_before(at - 1))
    if ends_a_range or _is_range(cut, at - 1) or _is_range(cut, at):
        return True
    if len(number) == _SHORT:
        return before in _AT
    return before in _CLOCK and is_time(number)


def _is_range(cut: Text, at: int) -> bool:
    return cut.gap(at).strip() in _DASHES and is_time(cut.run(at)) and is_time(cut.run(at + 1))


def is_time(number: str) -> bool:
    """Say whether four digits are a time of day; nobody visits between midnight and six."""
    return len(number) > _SHORT and bool(_TIME.fullmatch(number)) and not _AT_NIGHT.match(number)
