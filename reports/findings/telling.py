"""A finding in words: which template is taken depends on what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from practice.calendar import Month
from prompts.phrases import Phrases
from reports.finding import Direction
from reports.findings.made_of import MOST, Made
from reports.findings.watched import Watched
from reports.findings.windows import Window, in_words
from reports.statistics.rules import Rule
from reports.wording import TEMPLATES, full_day, month_name

_WORDS = Phrases(TEMPLATES, "findings")
say = _WORDS.say
_ALL = 0.95
_SAID = 2
"""So many of the parts that most of a change is are said."""
_MIX = 0.2
"""So much of a change comes from who is counted before it is said."""


@dataclass(frozen=True)
class Change:
    """A change as it is told: of all or of one team, since when, which way, made of what.

    `by_themselves` are the teams that moved the same way by more than chance, each looked at alone.
    `latest` are the months in which it went back, where it did.
    """

    watched: Watched
    since: Month
    way: int
    gradual: bool
    rule: Rule
    before: Window
    after: Window
    made: Made
    team: str = ""
    by_themselves: tuple[str, ...] = ()
    latest: Window | None = None

    @property
    def direction(self) -> Direction:
        """What it means."""
        means = self.way * self.watched.direction
        if not means:
            return Direction.NEITHER
        return Direction.IMPROVEMENT if means > 0 else Direction.CONCERN

    @property
    def where(self) -> str:
        """The one team it is in, most of it is in, or that alone moved; empty where none is."""
        one = self.by_themselves if len(self.by_themselves) == 1 else ("",)
        return self.team or self.made.team or one[0]

    @property
    def is_mix(self) -> bool:
        """Whether most of it is that other things are counted, and no change in any of them."""
        return bool(self.size) and self.made.mix / self.size >= MOST

    @property
    def is_of_now(self) -> bool:
        """Whether it is of the month of the summary alone."""
        return self.since == self.watched.now.period

    @property
    def size(self) -> float:
        """By how much it changed."""
        return self.after.value - self.before.value


def told(change: Change, beside: Sequence["Beside"]) -> str:
    """Return a signal in words; `beside` it are the measures it must be read with."""
    return " ".join(
        [
            _moved(change),
            say(f"verdict.{change.direction}", flag=_flag_of(change)),
            *_gone_back(change),
            *_made(change),
            *_versions(change),
            *(one.told for one in beside),
        ]
    )


@dataclass(frozen=True)
class Beside:
    """A measure that is read beside another, and whether it moved with it.

    Or what it is `there`, in the part below that moved.
    """

    watched: Watched
    before: Window
    after: Window
    moved: bool
    there: bool = False

    @property
    def is_worse(self) -> bool:
        """Whether it moved the wrong way."""
        return self.moved and (self.after.value - self.before.value) * self.watched.direction < 0

    @property
    def told(self) -> str:
        """It in words."""
        before, after = in_words(self.watched.unit, self.before, self.after)
        how = "worse" if self.is_worse else "moved" if self.moved else "quiet"
        key = f"beside.{'there_' if self.there else ''}{how}"
        return say(key, label=self.watched.label, before=before, after=after)


def flag(rule: Rule, way: int) -> str:
    """Return a rule in words."""
    return say(f"flag.{rule.name.lower()}_{'up' if way > 0 else 'down'}")


def flag_now(rule: Rule, way: int) -> str:
    """Return in words a rule that flags the month of the summary."""
    return say(f"flag_now.{rule.name.lower()}_{'up' if way > 0 else 'down'}")


def _flag_of(change: Change) -> str:
    told = flag_now if change.is_of_now else flag
    return told(change.rule, change.way)


def in_tenths(number: float) -> str:
    """Return a number that is an average, as people read it: "about 1.3", or "less than one"."""
    if number < 1:
        return say("looked.none")
    return say("looked.about", n=f"{number:.1f}".removesuffix(".0"))


def noise(watched: Watched, rule: Rule, way: int) -> str:
    """Return in words that this month is flagged and that it is no more than chance."""
    return say("verdict.noise", what=watched.label, flag=flag_now(rule, way))


def gap(watched: Watched, others: int) -> str:
    """Return in words that the month's file ends early, and how many `others` rest on it too."""
    month = watched.now.period
    told = {"month": month_name(month), "day": full_day(watched.incomplete[month])}
    text = say("verdict.gap", what=watched.label, **told)
    return f"{text} {say('verdict.gap_others', n=others)}" if others else text


def question(change: Change, beside: Sequence[Beside] = ()) -> str:
    """Return what to ask: by where it is, the measure's own question, or by what it means.

    What got better while something `beside` it got worse is not asked about as if it were good.
    """
    month, key = month_name(change.since), change.watched.key.replace(".", "_")
    values = {part.dimension: part.value for part in change.made.most}
    if team := change.where:
        return say("questions.team", value=team, month=month)
    if change.is_mix:
        return say("questions.mix", month=month, dimension=_of(change))
    if "standing" in values:
        return say("questions.standing", month=month)
    if key in _WORDS.table("questions.measure"):
        return _of_month(f"questions.measure.{key}", month)
    asked = [one for one in values if one in _WORDS.table("questions")]
    if asked:
        return say(f"questions.{asked[0]}", value=values[asked[0]], month=month)
    has_cost = change.direction is Direction.IMPROVEMENT and any(one.is_worse for one in beside)
    return say(f"questions.{'cost' if has_cost else change.direction}", month=month)


def _of_month(key: str, month: str) -> str:
    table, _, name = key.rpartition(".")
    return say(key, month=month) if "{month}" in _WORDS.table(table)[name] else say(key)


def ask(key: str, team: str = "", *, of_one: bool = False) -> str:
    """Return whom to ask about a measure; of one team its manager.

    That team is named where it is one of those of the summary, and not where it is `of_one`.
    """
    if team:
        return say("ask.team", value=team)
    group = key.partition(".")[0]
    known = group if group in _WORDS.table("ask") else "other"
    alone = of_one and known in _WORDS.table("ask_one")
    return say(f"ask_one.{known}" if alone else f"ask.{known}")


def _moved(change: Change) -> str:
    before, after = in_words(change.watched.unit, change.before, change.after)
    way = "up" if change.way > 0 else "down"
    how = "_slowly" if change.gradual else "_now" if change.is_of_now else ""
    of = {"what": change.watched.label, "before": before, "after": after}
    of["month"] = month_name(change.since)
    if change.team:
        return say(f"moved.team_{way}{how}", team=change.team, **of)
    return say(f"moved.{way}{how}", **of)


def _gone_back(change: Change) -> Iterator[str]:
    if change.latest:
        yield back(change.watched.unit, change.latest)


def back(unit: str, latest: Window) -> str:
    """Return in words that what moved went back in its latest months."""
    (now,) = in_words(unit, latest)
    return say("moved.back", n=len(latest.months), now=now)


def _made(change: Change) -> Iterator[str]:
    made, size = change.made, change.size
    if change.team or not made.parts or not size:
        return
    for part in made.told[:_SAID]:
        share, value = part.rate / size, _value(part.dimension, part.value)
        n = min(99, round(100 * share))
        yield say("made.all", value=value) if share >= _ALL else say("made.most", n=n, value=value)
    if made.is_spread and not change.is_mix:
        dimension = made.parts[0].dimension
        yield say("made.spread", dimension=_named("dimension", dimension))
    if change.by_themselves and not made.team:
        names = ", ".join(change.by_themselves)
        yield say("made.teams", names=names)
    if made.mix / size >= _MIX:
        n = min(100, round(100 * made.mix / size))
        yield say("made.mix", n=n, dimension=_of(change))


def _of(change: Change) -> str:
    """Return what the parts of a change are called that tell most of it."""
    return _named("dimension", change.made.parts[0].dimension)


def _versions(change: Change) -> Iterator[str]:
    """Yield which versions of a guide began about when it changed: they may ask otherwise."""
    for month, title in change.watched.new_versions.items():
        if month in {change.since.previous(), change.since, change.since.next()}:
            yield say("made.version", title=title, month=month_name(month))


def _value(dimension: str, value: str) -> str:
    known = dimension in _WORDS.table("value")
    return say(f"value.{dimension if known else 'other'}", value=value)


def _named(table: str, name: str) -> str:
    return say(f"{table}.{name}") if name in _WORDS.table(table) else name
