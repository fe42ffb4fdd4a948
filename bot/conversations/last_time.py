"""What a child's last record in depth decided and planned, as its next part is opened with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent
from bot.update import first_name
from practice.contingencies import ActBy
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.interview import interview_of
from prompts.interview.claims import claims_beside, confirmed_claims
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.phrases import phrase
from prompts.question import WHAT_MOVED
from prompts.text import quoted, shortened
from storage import people, records
from storage.plans import OpenAction
from storage.session import Session
from storage.tables import Person, Record

# What is longer stands whole on the child's file; a card of a phone has no room for it.
_LONGEST = 600
_VOICE, HEARD_BACK = "child_voice", "probe.heard_back"
_MOST_BETWEEN = 5


@dataclass(frozen=True)
class LastTime:
    """The day of a child's last record in depth, its decision, and what it said to do then.

    `voice` are the child's words or what they did, as its writer confirmed; `moved` is the question
    with which one of the two moved the other.
    """

    held_on: date
    decision: str | None
    contingency: str | None
    voice: str | None = None
    moved: str | None = None


def last_time(session: Session, guides: Guides, child_id: str) -> LastTime | None:
    """Return what the child's last record in depth said; None where there is none."""
    record = records.last_in_depth(session, child_id)
    if record is None:
        return None
    return said(record.held_on, _as_sent(session, guides, record))


def said(held_on: date, told: Interview) -> LastTime:
    """Return what a record in depth said of its decision and its contingency."""
    voice = confirmed_claims(told).get(_VOICE) if told.guide.records_claims else None
    theirs = (claim for claim, _ in claims_beside(told) if claim.indicator == _VOICE)
    voice_of_other = next(theirs, None)
    return LastTime(
        held_on,
        _text(told, "decision"),
        _text(told, "contingency"),
        voice.sentence if voice else voice_of_other.sentence if voice_of_other else None,
        _text(told, WHAT_MOVED),
    )


@dataclass(frozen=True)
class Between:
    """A record about a child that one person wrote since their last record in depth.

    `said` is what of it stands on a card: the rest is on the child's file.
    """

    record_id: str
    kind: str
    held_on: date
    writer: str
    said: str


BETWEEN: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.DECISION: ("decision",),
    RecordKind.HANDOVER: ("keep", "found"),
    RecordKind.GROUP: ("own",),
}
"""The kinds that stand among the facts of last time, each with the questions that are quoted."""


def between(session: Session, guides: Guides, child_id: str, since: date | None) -> list[Between]:
    """Return what was written of a child outside meetings since a day, oldest first."""
    found = records.alone_since(session, child_id, BETWEEN, since, _MOST_BETWEEN)
    return [
        between_of(one, _as_sent(session, guides, one), people.person(session, one.writer_id))
        for one in found
    ]


def between_of(record: Record, told: Interview, writer: Person | None) -> Between:
    """Return what stands on a card of a record that one person wrote outside a meeting."""
    quoted_answers = (_text(told, one) for one in BETWEEN[RecordKind(record.kind)])
    said_there = " ".join(filter(None, quoted_answers))
    return Between(record.id, record.kind, record.held_on, first_name(writer), said_there)


def between_line(one: Between) -> str:
    """Return one of these as a line: what it is, its day, who wrote it and what it said."""
    words, day = shortened(one.said, _LONGEST), day_words(one.held_on)
    return phrase(f"{one.kind}.since", day=day, name=one.writer, words=words)


def _as_sent(session: Session, guides: Guides, record: Record) -> Interview:
    guide = guides.version(record.guide, record.version)
    return interview_of(guide, as_sent(stored_steps(session, record.draft_id))).state


def _text(told: Interview, question: str) -> str | None:
    answer = told.answers.get((question, 0))
    return str(answer.value) if answer and not answer.skipped else None


def words(
    last: LastTime | None,
    act_by: ActBy | None,
    actions: Sequence[OpenAction],
    since: Sequence[Between] = (),
) -> str:
    """Return last time's decision and plan in lines, each with its day; empty where none stands.

    What was written since outside meetings stands after the decision of last time.
    """
    lines = []
    if last and last.voice:
        lines.append(_line("voice", last.held_on, quoted(last.voice)))
    if last and last.decision:
        lines.append(_line("decided", last.held_on, last.decision))
    lines += map(between_line, since)
    if act_by and act_by.plan:
        lines.append(_line("if_nothing_changes", act_by.set_on, act_by.plan))
    elif last and last.contingency:
        lines.append(_line("if_nothing_changes", last.held_on, last.contingency))
    if act_by:
        day = day_words(act_by.due_on)
        said = phrase("agenda.not_acted", day=day) if act_by.not_acted else day
        lines.append(phrase("agenda.act_by", day=said))
    if actions:
        lines.append(phrase("agenda.to_do", actions=" · ".join(map(action_words, actions))))
    return "\n".join(lines)


def heard_since(
    session: Session, guides: Guides, pair: tuple[Person, Person], child_id: str
) -> list[str]:
    """Return what a practitioner's reflections on a child say that are shared with a supervisor.

    Of each since their last meeting: the day, and what the family said to what was planned. The
    rest of it stays a reflection. `pair` is (practitioner, supervisor).
    """
    practitioner, supervisor = pair
    since = records.last_supervision_on(session, practitioner.id)
    shared = records.shared_reflections(session, practitioner.id, supervisor.id, since)
    reflections = (one for one in shared if one.kind == RecordKind.REFLECTION)
    lines = [
        line
        for record in reflections
        if record.child_id == child_id
        for line in heard_lines(record.held_on, practitioner, _as_sent(session, guides, record))
    ]
    return list(dict.fromkeys(lines))


def heard_lines(day: date, writer: Person, told: Interview) -> list[str]:
    """Return what a card says of a shared reflection: its day, and what was heard back."""
    heard = _text(told, HEARD_BACK)
    shared = phrase("agenda.shared", name=first_name(writer), day=day_words(day))
    return [shared, *([_line("heard_back", day, heard)] if heard else [])]


def _line(key: str, day: date, text: str) -> str:
    return phrase(f"agenda.{key}", day=day_words(day), words=shortened(text, _LONGEST))


def action_words(action: OpenAction) -> str:
    """Return an action with who does it and by when: "ring nan (Priya, by 20 November 2026)"."""
    by = phrase("agenda.by", day=day_words(action.due_on)) if action.due_on else None
    beside = [action.who, by]
    known = ", ".join(part for part in beside if part)
    what = action.what.rstrip(".")
    return f"{what} ({known})" if known else what
