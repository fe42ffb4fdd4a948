"""A supervision: its agenda, the parts it opens, what it comes to when it is sent."""

from collections.abc import Mapping
from typing import Any

from bot.conversations import agenda, sending
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.visit import Visit, command_button, first_name, reader_of
from practice.access import may_supervise
from prompts import effects
from prompts.conversation import Turn
from prompts.days import day_words
from prompts.interview import InterviewConversation
from prompts.meeting import MeetingConversation
from prompts.meeting.state import NOT_DISCUSSED, PERSONAL, Meeting
from prompts.phrases import phrase
from prompts.steps import Json, Step
from storage import people, records
from storage.drafts import DraftRow
from storage.tables import Person, Record, Supervision

GUIDE = ("supervision", 1)
CASE, OWN_PART = "case-supervision", "personal-supervision"


def begin(visit: Visit, practitioner: Person) -> None:
    """Open a meeting with a practitioner and propose its agenda."""
    draft = drafted.new(visit, "meeting", GUIDE)
    context = agenda.context(visit, practitioner)
    drafted.advance(visit, draft, _talk(draft).begin(context))


def _talk(draft: OpenDraft) -> MeetingConversation:
    assert isinstance(draft.conversation, MeetingConversation)  # noqa: S101 - of this kind
    return draft.conversation


def practitioner_of(visit: Visit, draft: OpenDraft) -> Person:
    """Return whose supervision a meeting is."""
    return people.person(visit.session, _talk(draft).state.practitioner_id) or visit.person


def may_go_on(visit: Visit, draft: OpenDraft) -> bool:
    """Say whether a meeting is still this supervisor's: what was sent stays its writer's."""
    if _talk(draft).state.sendings:
        return True
    me = reader_of(visit.session, visit.person)
    return bool(may_supervise(me, practitioner_of(visit, draft).supervisor_id))


def brought_up_to_date(visit: Visit, draft: OpenDraft) -> OpenDraft:
    """Return a meeting as it goes on today: one that has not started gets the day's agenda."""
    now = _talk(draft).state
    if now.started or now.held_on == visit.today.isoformat():
        return draft
    context = agenda.context(visit, practitioner_of(visit, draft))
    return drafted.store(visit, draft, _talk(draft).with_agenda(context))


def resumed(visit: Visit, draft: OpenDraft) -> Turn[Meeting]:
    """Return the turn that makes a meeting current again and goes on at its next card."""
    if _talk(draft).state.started:
        return _talk(draft).resume()
    return _talk(draft).resume(agenda.context(visit, practitioner_of(visit, draft)))


def part_finished(
    visit: Visit, part: OpenDraft, _: effects.PartFinished
) -> tuple[OpenDraft, Turn[Meeting]]:
    """Return the meeting and the turn with which it goes on after one of its parts."""
    draft = _meeting_of(visit, part)
    return draft, _talk(draft).part_finished(part.id)


def part_dropped(
    visit: Visit, part: OpenDraft, _: effects.PartDropped
) -> tuple[OpenDraft, Turn[Meeting]]:
    """Return the meeting and the turn with which it goes on without one of its parts."""
    draft = _meeting_of(visit, part)
    return draft, _talk(draft).part_dropped(part.id)


def _meeting_of(visit: Visit, part: OpenDraft) -> OpenDraft:
    draft = drafted.find(visit, part.row.parent_id or "")
    assert draft is not None  # noqa: S101 - a part belongs to a meeting
    return draft


def open_part(
    visit: Visit, draft: OpenDraft, effect: effects.OpenPart
) -> tuple[OpenDraft, Turn[Any]]:
    """Return the draft of a part of the meeting, opened if it is new, and its turn."""
    known = _talk(draft).state.records.get(effect.part)
    part = drafted.find(visit, known) if known else None
    if part is not None:
        return part, part.conversation.resume()
    return _begin_part(visit, draft, effect.part)


def _begin_part(visit: Visit, draft: OpenDraft, key: str) -> tuple[OpenDraft, Turn[Any]]:
    now = _talk(draft).state
    child = now.child(key)
    guide = visit.guides.newest(OWN_PART if key == PERSONAL else CASE)
    part = drafted.new(
        visit,
        "guide",
        (guide.name, guide.version),
        parent_id=draft.id,
        child_id=child.id if child else None,
    )
    drafted.store(visit, draft, _talk(draft).part_opened(key, part.id))
    context: Mapping[str, Json] = {"practitioner": now.practitioner, "supervisor": now.supervisor}
    if child is not None:
        context = agenda.part_context(visit, child.id, key, practitioner_of(visit, draft))
    assert isinstance(part.conversation, InterviewConversation)  # noqa: S101 - it follows a guide
    return part, part.conversation.begin(context)


def part_sent_again(visit: Visit, draft: OpenDraft, _: effects.RecordSentAgain) -> None:
    """Store the new sending of a returned record and tell the practitioner."""
    sending.again(visit, draft)
    record = records.records_of_draft(visit.session, draft.id)[0]
    practitioner = people.person(visit.session, record.other_id or "")
    if practitioner is not None and record.supervision_id:
        visit.say(phrase("meeting.sent_again", name=first_name(practitioner)))
        tell_practitioner(visit, record.supervision_id, practitioner)


# --- sending ---


def sent(visit: Visit, draft: OpenDraft, _: effects.SupervisionSent) -> None:
    """Store a supervision that was sent, for the first time or again, and tell both people."""
    now = _talk(draft).state
    practitioner = practitioner_of(visit, draft)
    if now.sendings > 1:
        _send_list_again(visit, draft.row, now)
    else:
        _send_all(visit, draft.row, now, practitioner)
    key = "meeting.sent" if now.sendings == 1 else "meeting.sent_again"
    visit.say(phrase(key, name=first_name(practitioner)))
    tell_practitioner(visit, draft.id, practitioner)


def tell_practitioner(visit: Visit, meeting_id: str, practitioner: Person) -> None:
    """Tell the practitioner that a supervision waits for them, if it does; it names no child."""
    held = records.supervision(visit.session, meeting_id)
    day = day_words(held.held_on if held else visit.today)
    supervisor = first_name(visit.person)
    waits = any(
        w.id == meeting_id for w in records.waiting_supervisions(visit.session, practitioner.id)
    )
    key = "reading.waits" if waits else "reading.nothing_to_agree"
    read = command_button(phrase("reminders.buttons.read"), "read", meeting_id)
    text = phrase(key, supervisor=supervisor, day=day)
    if not visit.tell(practitioner.id, text, [read] if waits else []):
        visit.say(phrase("reading.not_enrolled", name=first_name(practitioner)))


def _send_all(visit: Visit, draft: DraftRow, now: Meeting, practitioner: Person) -> None:
    held = Supervision(
        id=draft.id,
        supervisor_id=visit.person.id,
        practitioner_id=practitioner.id,
        team_id=practitioner.team_id,
        held_on=visit.today.fromisoformat(now.held_on),
        minutes=now.minutes,
        sent_at=visit.now,
    )
    records.add_supervision(visit.session, held, _became(now))
    for child in now.in_depth():
        _send_part(visit, held, now.records[child.ref], "in depth", child.id)
    for child in now.others():
        if now.looked[child.ref].became != NOT_DISCUSSED:
            record = _record(held, draft, "looked at", child.id)
            sending.looked_at(visit, record, now, child.ref)
    if PERSONAL in now.recorded:
        _send_part(visit, held, now.records[PERSONAL], "personal", None)


def _became(now: Meeting) -> dict[str, tuple[str, str | None]]:
    agenda_items: dict[str, tuple[str, str | None]] = {
        child.id: ("in depth", None) for child in now.in_depth()
    }
    for child in now.others():
        looked = now.looked[child.ref]
        agenda_items[child.id] = (looked.became, looked.reason)
    return agenda_items


def _record(held: Supervision, draft: DraftRow, kind: str, child_id: str | None) -> Record:
    return Record(
        draft_id=draft.id,
        kind=kind,
        visibility="personal" if kind == "personal" else "child",
        supervision_id=held.id,
        child_id=child_id,
        writer_id=held.supervisor_id,
        other_id=held.practitioner_id,
        team_id=held.team_id,
        held_on=held.held_on,
        guide=draft.guide,
        version=draft.version,
    )


def _send_part(
    visit: Visit, held: Supervision, draft_id: str, kind: str, child_id: str | None
) -> None:
    draft = drafted.find(visit, draft_id)
    if draft is not None:
        draft = drafted.add(visit, draft, Step("submitted"))
        sending.part(visit, draft, _record(held, draft.row, kind, child_id))


def _send_list_again(visit: Visit, draft: DraftRow, now: Meeting) -> None:
    """Send the looked-at list again: its lines replace the earlier ones, and so does the agenda."""
    known = {r.child_id: r for r in records.records_of_draft(visit.session, draft.id)}
    held = records.supervision(visit.session, draft.id)
    if held is None:
        return
    records.change_agenda(visit.session, held.id, _became(now))
    for child in now.others():
        record = known.get(child.id) or _record(held, draft, "looked at", child.id)
        if now.looked[child.ref].became != NOT_DISCUSSED or child.id in known:
            sending.looked_at(visit, record, now, child.ref)
