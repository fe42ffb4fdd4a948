"""Children drawn by lot, whose confirmed supervision opens to a reader, and their threads.

Anybody can repeat the draw: a child's lot is the SHA-256 of "SEED REFERENCE", and the lowest are
drawn. Each child is as likely as any other, and one more child moves at most one out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent
from bot.permissions import children_of
from practice.access import Viewer, manages, may_read
from prompts.another_child import another_child
from prompts.interview import interview_of
from prompts.loader import Guides
from prompts.steps import Json
from reports.child_thread import Thread, Told, thread
from storage import audit, confirmed, records
from storage.access import record_facts
from storage.confirmed import InDepth
from storage.session import Session

MOST = 6
DRAWN = "children drawn"
"""How the audit calls a draw."""
_VOICE = "child_voice"
_MARK = 8


@dataclass(frozen=True)
class Period:
    """The days in which supervisions were held."""

    first: date
    last: date


@dataclass(frozen=True)
class Child:
    """A child who can be drawn, and how many supervisions of the period both people agreed."""

    child_id: str
    ref: str
    times: int


@dataclass(frozen=True)
class Pool:
    """The children to draw from, by reference; `mark` changes with any of their records."""

    children: tuple[Child, ...]
    mark: str

    def drawn(self, seed: int) -> tuple[Child, ...]:
        """Return the children that a seed draws, in the order of their lots."""
        return tuple(sorted(self.children, key=lambda child: lot(seed, child.ref))[:MOST])


def lot(seed: int, ref: str) -> str:
    """Return the lot of a child: the lowest are drawn."""
    return sha256(f"{seed} {ref}".encode()).hexdigest()


def pool(
    session: Session, viewer: Viewer, team_ids: Collection[str], of: Period, today: date
) -> Pool:
    """Return the children of these teams with a supervision that both agreed and that opens."""
    found = confirmed.in_teams(session, team_ids, of.first, of.last)
    # To whoever manages all of the teams all of it opens; a year of a council is much to ask of.
    opens = found if manages(viewer, team_ids) else _opening(session, viewer, found, today)
    times: dict[tuple[str, str], int] = {}
    for one in opens:
        times[one.ref, one.child_id] = times.get((one.ref, one.child_id), 0) + 1
    known = " ".join(f"{one.record_id} {one.submission_id}" for one in opens)
    mark = f"{len(times)}-{sha256(known.encode()).hexdigest()[:_MARK]}"
    return Pool(tuple(Child(child, ref, n) for (ref, child), n in times.items()), mark)


def note_draw(
    session: Session, viewer: Viewer, team_id: str, draw: tuple[int, str], at: datetime
) -> None:
    """Let the audit say who drew with which number, from what: a draw made until it suits is seen.

    `draw` is the number and the mark of the pool; they are kept encrypted, as all details are.
    """
    seed, mark = draw
    about = {"at": at, "actor_id": viewer.person_id, "noun": "team", "noun_id": team_id}
    audit.record_all(session, [{**about, "deed": DRAWN, "detail": f"{seed} of {mark}"}])


def of_child(
    session: Session, guides: Guides, viewer: Viewer, child: Child, days: tuple[Period, date]
) -> Thread:
    """Return a drawn child's thread, of the records that open to the viewer; `days` ends today."""
    of, today = days
    opens = _opening(session, viewer, confirmed.of_child(session, child.child_id), today)
    agreed = [one for one in opens if one.is_agreed]
    told = [_told(session, guides, one, today) for one in agreed]
    return thread(told, of.first, of.last, len(opens) - len(agreed))


def _opening(
    session: Session, viewer: Viewer, found: Sequence[InDepth], today: date
) -> list[InDepth]:
    facts = record_facts(session, [one.record_id for one in found], today)
    return [one for one in found if may_read(viewer, facts[one.record_id])]


def _told(session: Session, guides: Guides, one: InDepth, today: date) -> Told:
    steps = as_sent(stored_steps(session, one.draft_id))
    said = interview_of(guides.version(*one.guide), steps).state
    answers = {slot.place: str(answer.value) for slot, answer in said.answered()}
    moved = answers.get(("what_moved", 0))
    known = children_of(session, one.writer_id, today)
    other = another_child(moved, [one.ref], (), known) if moved else None
    claims = records.claims(session, one.submission_id)
    return Told(
        record_id=one.record_id,
        held_on=one.held_on,
        voice=tuple(c.sentence for c in claims if c.counts and c.indicator == _VOICE),
        moved=None if other else moved,
        is_of_other=other is not None,
        heard=answers.get(("moved_last_time", 0)),
        actions=tuple(confirmed.actions(session, one.submission_id)),
        if_nothing=confirmed.contingency(session, one.submission_id),
        ratings=tuple(confirmed.ratings(session, one.submission_id)),
        because=tuple(_because(said.context.get("last_outcomes"), answers)),
    )


def _because(listed: Json, answers: Mapping[tuple[str, int], str]) -> Iterator[tuple[str, str]]:
    """Yield what moved each outcome that was rated again, by the outcome."""
    for at, of in enumerate(listed if isinstance(listed, list | tuple) else ()):
        words = answers.get(("ratings.moved", at))
        if isinstance(of, Mapping) and words:
            yield str(of["id"]), words
