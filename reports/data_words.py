"""Words of a file that came or went: a source that sends nothing any more, an outcome renamed.

Where ten of a word were to be expected and not one came, that is no chance: it brings that in fewer
than one of 20,000.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from practice.calendar import Month, months_back
from practice.letters import alike, usual_spelling
from reports.feeding import say
from reports.wording import month_name
from storage import data_quality as stored
from storage.measures import Session

_LOOKED_AT: Mapping[str, tuple[str, ...]] = {
    "contacts": ("source", "reason"),
    "referrals": ("source", "outcome"),
    "assessments": ("outcome",),
    "section47": ("source", "outcome"),
}
"""The columns in which words stand for something, by file."""
_MONTHS, _RECENT = 24, 12
_EXPECTED = 10
_LONGEST = 60
"""What is longer is a text and no category."""


@dataclass(frozen=True)
class Moved:
    """What a word of a column did, in words: `kind` is gone or new, `since` when."""

    kind: str
    what: str
    column: str
    word: str
    since: Month

    @property
    def same(self) -> tuple[str, str, str]:
        """What is the same in another file: one source stops in all that it sends."""
        return self.kind, self.column, alike(self.word)


def moved(session: Session, file: str, last: Month, columns: Sequence[str] = ()) -> Iterator[Moved]:
    """Yield which words of a file came or went within a year, by column and then by word.

    Of some `columns` alone, where any are named.
    """
    for column in columns or _LOOKED_AT.get(file, ()):
        words: dict[str, Counter[Month]] = {}
        found = stored.words(session, file, column, looked_through(last))
        spelt: dict[str, Counter[str]] = {}
        for word, month, n in found:
            words.setdefault(alike(word), Counter())[month] += n
            spelt.setdefault(alike(word), Counter())[" ".join(word.split())] += n
        every = sorted({month for _, month, _ in found})
        for word in sorted(words):
            if word and len(word) <= _LONGEST:
                yield from _of_word(column, usual_spelling(spelt[word]), words[word], every)


def looked_through(last: Month) -> tuple[date, date]:
    """Return the first and the last day of which words are looked at, up to the end of a month."""
    return months_back(last, _MONTHS)[0].first, last.last


def _of_word(
    column: str, word: str, of: Mapping[Month, int], every: Sequence[Month]
) -> Iterator[Moved]:
    first, last = min(of), max(of)
    after = [month for month in every if month > last]
    before = [month for month in every if month < first]
    a_month = sum(of.values()) / (len(every) - len(after) - len(before))
    told: dict[str, str | int] = {"column": column, "word": word, "n": round(a_month)}
    recent = every[-_RECENT:]
    if after and after[0] in recent and a_month * len(after) >= _EXPECTED:
        what = say("changed.gone", **told, month=month_name(after[0]))
        yield Moved("gone", what, column, word, after[0])
    if before and first in recent and a_month * len(before) >= _EXPECTED:
        what = say("changed.new", **told, month=month_name(first))
        yield Moved("new", what, column, word, first)
