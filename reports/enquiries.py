"""A summary's questions: which there are, who may be asked, and what became of those taken up."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from practice.access import Viewer
from practice.calendar import Month, months_back
from reports import stood, taken_elsewhere
from reports.finding import Finding
from reports.findings.importance import nearness
from reports.places import Enquired, Question, Where
from reports.taken_elsewhere import looked_at, status
from reports.tallies import Counted, count
from reports.view import Figure, Section, Sentence
from reports.wording import month_name, say
from storage import enquiries
from storage.enquiries import Taken, ToAsk
from storage.measures import Session
from storage.people import team_and_descendants
from storage.tables import Team

MOST = 5
"""So many findings a summary opens with."""
_HELD = "supervision.held_share"
_MONTHS = 6
"""An enquiry stands in the summaries of so many months, and while nobody answered it."""


def questions(
    counted: Counted, signals: Collection[Finding] = (), themes: Collection[Question] = ()
) -> tuple[Question, ...]:
    """Return the questions to ask of a month, at most five: one of a measure.

    `themes` are what auditors found; one about a measure that moved is told with that. If there
    are more, what sits with people who had no supervision goes first, for that says whom to ask,
    then what auditors found, and then what moved. They stand with those nearest to the children
    first.
    """
    moved: dict[str, Finding] = {}
    for one in (one for one in signals if not one.told_with):
        moved.setdefault(one.measure, one)
    asked = [_moved(counted.figures.get(key), one) for key, one in moved.items()]
    sits = [one for one in counted.figures.values() if one.where and one.key not in moved]
    asked += map(_of, sits)
    unsaid = counted.not_held.unsaid
    unmet = {one.key for one in counted.figures.values() if one.where and one.where.unmet}
    is_known = counted.has_begun and counted.span.has_records and counted.span.until is None
    if unsaid and is_known and not unmet:
        asked.append(_unsaid(counted.figures[_HELD], unsaid))
    asked = _with(themes, asked)
    asked.sort(key=lambda one: one.about not in unmet)
    return tuple(sorted(asked[:MOST], key=lambda one: nearness(one.about)))


def _with(themes: Collection[Question], asked: Collection[Question]) -> list[Question]:
    """Return the questions with those of auditors first: people who read the records ask them."""
    of = {one.about: one for one in asked}
    told = []
    for one in themes:
        other = of.pop(one.about, None)
        finding = f"{one.finding} {other.finding}" if other else one.finding
        told.append(replace(one, finding=finding))
    return [*told, *of.values()]


def further(
    counted: Counted, signals: Collection[Finding], asked: Collection[Question]
) -> tuple[Question, ...]:
    """Return the questions of what else moved, beyond those that a summary opens with."""
    about = {one.about for one in asked}
    found: dict[str, Finding] = {}
    for one in signals:
        if one.measure not in about and not one.told_with:
            found.setdefault(one.measure, one)
    return tuple(_moved(counted.figures.get(key), one) for key, one in found.items())


def _moved(figure: Figure | None, found: Finding) -> Question:
    """Return the question of a measure that moved; where what does not count sits, that is said.

    Where it sits with people who had no supervision it is asked of them: that says whom to ask.
    """
    if figure is None or figure.where is None:
        return Question(found.measure, found.sentence, found.question, found.ask, found.part)
    asked = _of(figure)
    told = f"{found.sentence} {asked.finding}"
    if _is_unmet(figure.where):
        return replace(asked, finding=told)
    return Question(found.measure, told, found.question, found.ask, found.part)


def _is_unmet(sits: Where) -> bool:
    return bool(sits.unmet) and sits.unmet == len(sits.ids)


def _of(figure: Figure) -> Question:
    sits = figure.where
    assert sits is not None  # noqa: S101  # nosec B101 - asked before
    kind = "unmet" if _is_unmet(sits) else sits.dimension.value
    n = len(sits.ids)
    question, ask = say(f"questions.{kind}", n=n), say(f"questions.ask_{sits.dimension.value}", n=n)
    return Question(figure.key, sits.text, question, ask)


def _unsaid(figure: Figure, unsaid: int) -> Question:
    finding = say("questions.unsaid_finding", n=unsaid)
    question, ask = say("questions.unsaid", n=unsaid), say("questions.ask_practitioner", n=unsaid)
    return Question(figure.key, finding, question, ask)


@dataclass(frozen=True)
class TakenUp:
    """What was taken up of a team's questions, and what of last month's nobody did.

    `elsewhere` says who looks at the same questions for teams below, or for this one above;
    `somebodys` are the month's that anybody does so, whoever may read of it.
    """

    enquired: tuple[Enquired, ...]
    untaken: tuple[str, ...]
    elsewhere: tuple[Sentence, ...]
    somebodys: frozenset[str]


@dataclass(frozen=True)
class ToTakeUp:
    """The measures that were there to be taken up: of the month `before`, and `now`."""

    before: Collection[str]
    now: Collection[str]


def taken_up(
    session: Session, team_id: str, counted: Counted, there: ToTakeUp, viewer: Viewer | None
) -> TakenUp:
    """Return the enquiries that stand in a month's summary, and the findings nobody took up."""
    first = months_back(counted.period, _MONTHS)[0]
    found = enquiries.of_teams(session, [team_id], first, counted.period, counted.as_of)
    others = taken_elsewhere.of_others(session, team_id, first, counted)
    last = counted.period.previous()
    left = [key for key in there.before if key not in looked_at(found, last)]
    asked = {last: left, counted.period: there.now}
    elsewhere = taken_elsewhere.sentences(session, others, asked, viewer, counted.today)
    nobody = [key for key in left if key not in looked_at(others, last)]
    enquired = tuple(_enquired(session, one, counted) for one in found)
    somebodys = looked_at(others, counted.period)
    return TakenUp(enquired, tuple(_untaken(nobody, last)), tuple(elsewhere), somebodys)


def _untaken(left: Collection[str], month: Month) -> Iterator[str]:
    if left:
        label = "; ".join(map(stood.label_of, left))
        yield say("enquiries.untaken", label=label, month=month_name(month))


def _enquired(session: Session, taken: Taken, counted: Counted) -> Enquired:
    asked = taken.asked
    return Enquired(
        id=taken.id,
        about=asked.about,
        finding=asked.finding,
        question=asked.question,
        owner=taken.owner,
        due=asked.due_on,
        is_late=taken.is_late(counted.today),
        answer=taken.answer.words if taken.answer else None,
        since_then=_since(session, taken, counted),
    )


def _since(session: Session, taken: Taken, counted: Counted) -> str:
    """Return what the figure did since the question was asked; never that it came of that.

    Of a question about one part it is that part's figure. What it stood at may be no longer so: a
    file was taken back or corrected, or a record came late.
    """
    part = stood.part_of(session, taken.asked)
    of = stood.of_part(session, counted, part) if part else counted
    return _beside(session, taken.asked, part, of)


def stands(session: Session, asked: ToAsk, month: Month, as_of: datetime) -> str:
    """Return the same as of a month, of a question alone: nothing else of a summary is made."""
    part = stood.part_of(session, asked)
    teams = tuple(team_and_descendants(session, asked.part_id or asked.team_id))
    return _beside(session, asked, part, count(session, teams, month, as_of, None))


def _beside(session: Session, asked: ToAsk, part: Team | None, of: Counted) -> str:
    told = _later(asked, of)
    words = (
        stood.there(told, part)
        if told
        else say("enquiries.later", stood=stood.when_asked(session, asked))
    )
    return " ".join([words, *_changed(asked, of)])


def _later(asked: ToAsk, of: Counted) -> str:
    """Return what a figure stood at and stands at a month or more later; empty if none is known."""
    now = stood.stands_at(of, asked.about) if asked.month < of.period else None
    if now is None:
        return ""
    return say(
        "enquiries.since",
        label=stood.label_of(asked.about),
        then=stood.in_words(asked.about, asked.numerator, asked.denominator),
        month=month_name(asked.month),
        now=stood.in_words(asked.about, *now),
        period=month_name(of.period),
    )


def _changed(asked: ToAsk, of: Counted) -> Iterator[str]:
    """Yield that a figure no longer stands at what it stood at as it was asked about, if so."""
    if not stood.is_counted_in(of, asked.about, asked.month):
        return
    again, month = stood.stands_in(of, asked.about, asked.month), month_name(asked.month)
    if again is None:
        yield say("enquiries.gone", month=month)
    elif again != (asked.numerator, asked.denominator):
        yield say("enquiries.changed", month=month, again=stood.in_words(asked.about, *again))


def section(taken: TakenUp) -> Section:
    """Return the questions taken up, with their answers, and what nobody took up."""
    untaken = (Sentence(text) for text in taken.untaken)
    sentences = [*_asked(taken.enquired), *taken.elsewhere, *untaken]
    return Section("enquiries", say("enquiries.heading"), tuple(sentences))


def _asked(enquired: Iterable[Enquired]) -> Iterator[Sentence]:
    for one in enquired:
        how = status(one.due, is_answered=one.answer is not None, is_late=one.is_late)
        line = say("enquiries.line", question=one.question, owner=one.owner, status=how)
        answer = say("enquiries.answer", words=one.answer) if one.answer else ""
        texts = (one.finding, line, answer, one.since_then)
        yield Sentence(" ".join(filter(None, texts)), enquiry=one.id)
