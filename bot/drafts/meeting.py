"""A supervision: its agenda, the parts it opens, what it comes to when it is sent."""

from collections.abc import Mapping

from bot.drafts import agenda, guide, sending
from bot.drafts.steps import keep, last_asked, new_draft, stored
from bot.visit import Visit, command_button, first_name, reader_of
from practice.access import may_supervise
from prompts import meeting
from prompts.card import Card, Input
from prompts.days import day_words
from prompts.meeting.state import NOT_DISCUSSED, PERSONAL, Meeting, fold
from prompts.phrases import phrase
from prompts.steps import Json, Step
from storage import drafts, people, records
from storage.drafts import DraftRow
from storage.tables import Person, Record, Supervision

GUIDE = ("supervision", 1)
CASE, OWN_PART = "case-supervision", "personal-supervision"


def begin(visit: Visit, practitioner: Person) -> None:
    """Open a meeting with a practitioner and propose its agenda."""
    draft = new_draft(visit, "meeting", GUIDE)
    turn = meeting.begin(agenda.context(visit, practitioner))
    visit.show(draft, keep(visit, draft, [], turn.steps), turn.cards)


def practitioner_of(visit: Visit, draft: DraftRow) -> Person:
    """Return whose supervision a meeting is."""
    opened = stored(visit.session, draft.id)[0].value
    assert isinstance(opened, dict)  # noqa: S101 - a meeting opens with its context
    return people.person(visit.session, str(opened["practitioner_id"])) or visit.person


def take(visit: Visit, draft: DraftRow, said: Input) -> str | None:
    """Give one input to a meeting; return how it ended, if it did.

    One that has not started and was opened on another day first gets today's agenda.
    """
    steps = stored(visit.session, draft.id)
    now = fold(steps)
    if not now.started and now.held_on != visit.today.isoformat():
        keep(visit, draft, steps, [meeting.reopened(_agenda(visit, draft))])
    return _store(visit, draft, meeting.take(stored(visit.session, draft.id), said))


def _agenda(visit: Visit, draft: DraftRow) -> Mapping[str, Json]:
    return agenda.context(visit, practitioner_of(visit, draft))


def resume(visit: Visit, draft: DraftRow) -> None:
    """Make a meeting current again and go on at its next card."""
    steps = stored(visit.session, draft.id)
    anew = None if fold(steps).started else _agenda(visit, draft)
    _store(visit, draft, meeting.resume(steps, anew))


def may_go_on(visit: Visit, draft: DraftRow) -> bool:
    """Say whether a meeting is still this supervisor's: what was sent stays its writer's."""
    if fold(stored(visit.session, draft.id)).sendings:
        return True
    me = reader_of(visit.session, visit.person)
    return bool(may_supervise(me, practitioner_of(visit, draft).supervisor_id))


def standing(visit: Visit, draft: DraftRow, lead: str = "") -> tuple[int, Card]:
    """Return the step that asked last and the card that a meeting stands at."""
    steps = stored(visit.session, draft.id)
    return last_asked(steps), meeting.card_at(fold(steps), lead)


def part_done(visit: Visit, part: DraftRow) -> None:
    """Go on with the meeting after one of its parts was finished."""
    draft = drafts.draft(visit.session, part.parent_id or "")
    if draft is not None:
        _store(visit, draft, meeting.part_done(stored(visit.session, draft.id), part.id))


def part_dropped(visit: Visit, part: DraftRow) -> None:
    """Go on with the meeting after one of its parts was left out."""
    draft = drafts.draft(visit.session, part.parent_id or "")
    if draft is not None:
        _store(visit, draft, meeting.part_dropped(stored(visit.session, draft.id), part.id))


def _store(visit: Visit, draft: DraftRow, turn: meeting.MeetingTurn) -> str | None:
    steps = stored(visit.session, draft.id)
    visit.show(draft, keep(visit, draft, steps, turn.steps), turn.cards)
    if turn.opens is not None:
        _open_part(visit, draft, turn.opens)
    if turn.ending == "sent":
        _send(visit, draft)
    return turn.ending


def _open_part(visit: Visit, draft: DraftRow, key: str) -> None:
    now = fold(stored(visit.session, draft.id))
    known = now.records.get(key)
    part = drafts.draft(visit.session, known) if known else None
    if part is not None:
        guide.resume(visit, part)
        return
    part = _begin_part(visit, draft, now, key)
    steps = stored(visit.session, draft.id)
    keep(visit, draft, steps, meeting.opened(steps, key, part.id))


def _begin_part(visit: Visit, draft: DraftRow, now: Meeting, key: str) -> DraftRow:
    practitioner = practitioner_of(visit, draft)
    if key == PERSONAL:
        names = {"practitioner": now.practitioner, "supervisor": now.supervisor}
        return guide.begin(visit, OWN_PART, names, parent_id=draft.id)
    child = now.child(key)
    child_id = child.id if child else ""
    context = agenda.part_context(visit, child_id, key, practitioner)
    return guide.begin(visit, CASE, context, parent_id=draft.id, child_id=child_id)


# --- sending ---


def _send(visit: Visit, draft: DraftRow) -> None:
    now = fold(stored(visit.session, draft.id))
    practitioner = practitioner_of(visit, draft)
    if now.sendings > 1:
        _send_list_again(visit, draft, now)
    else:
        _send_all(visit, draft, now, practitioner)
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
    draft = drafts.draft(visit.session, draft_id)
    if draft is None:
        return
    keep(visit, draft, stored(visit.session, draft.id), [Step("submitted")])
    sending.part(visit, draft, _record(held, draft, kind, child_id))


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
