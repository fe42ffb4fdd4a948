"""A practitioner's own children: the month of their progress, and the questions that go on."""

from datetime import date, datetime

from bot.conversations.draft import stored_steps
from bot.conversations.last_time import said
from bot.conversations.sendings import as_sent
from bot.permissions import children_of, note_quoted, request_record
from practice.access import Viewer
from practice.calendar import Month, london_day
from prompts.another_child import another_child
from prompts.interview import interview_of
from prompts.loader import Guides
from reports.own_children import OwnChildren, own_children
from reports.own_records import Line
from storage import audit, children, records
from storage.session import Session

DEED = "own children read"
"""How the audit calls that somebody looked at their own children's month."""


def has_own(session: Session, person_id: str, today: date) -> bool:
    """Say whether any child is open to somebody."""
    return bool(children.refs_for(session, [person_id], today))


def of(
    session: Session, guides: Guides, viewer: Viewer, period: Month, now: datetime
) -> OwnChildren:
    """Return a month of the children who are open to `viewer` now; `note` must follow."""
    today = london_day(now)
    theirs = [one for one, _ in children.caseload(session, viewer.person_id, today)]
    carried = {
        child.id: line
        for child in theirs
        if (line := _carried(session, guides, viewer, (child.id, child.ref), today))
    }
    return own_children(session, viewer, period, now, carried)


def note(
    session: Session, viewer: Viewer, shown: OwnChildren, at: datetime, *, words: bool
) -> None:
    """Let the audit say that it was looked at and, with `words`, of which records it quotes."""
    me = viewer.person_id
    audit.record(session, DEED, "person", me, actor=me, at=at)
    if words:
        note_quoted(session, viewer, shown.record_ids, at)


def _carried(
    session: Session, guides: Guides, viewer: Viewer, child: tuple[str, str], today: date
) -> Line | None:
    """Return the question that the child's last record in depth leaves to the next, if it opens.

    One about another child stands nowhere but in the record.
    """
    child_id, ref = child
    last = records.last_in_depth(session, child_id)
    asked = request_record(session, viewer, last.id, today) if last else None
    if last is None or asked is None or not asked.may_read:
        return None
    guide = guides.version(last.guide, last.version)
    told = interview_of(guide, as_sent(stored_steps(session, last.draft_id))).state
    moved = said(last.held_on, told).moved
    known = children_of(session, last.writer_id, today)
    if not moved or another_child(moved, [ref], (), known):
        return None
    return Line(last.id, moved, last.held_on)
