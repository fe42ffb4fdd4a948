"""Reading what was sent to you: a supervision to agree, or a reflection shared with you."""

from bot.conversations import (
    agreement,
    audit,
    comparing,
    draft,
    facts,
    notes,
    parts_to_agree,
    router,
)
from bot.conversations.sendings import counting_claims
from bot.messages import Outgoing
from bot.permissions import open_record
from bot.update import UpdateContext, command_button, first_name
from practice.access import Visibility
from practice.calendar import london_day
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.held import dated_words
from prompts.interview import interview_of
from prompts.phrases import phrase
from storage import addenda, people, records, shares
from storage.access import viewer_of
from storage.tables import Record, Supervision


def run(update: UpdateContext, row_id: str) -> None:
    """Open the supervision of that id, or what one person wrote alone, if it is theirs to read.

    Of one that they held themselves, what the other person sees differently. After a record that
    was drawn for them, the card of its audit is shown again.
    """
    held = records.supervision(update.session, row_id)
    if held is not None and held.practitioner_id == update.person.id:
        _supervision(update, held)
        return
    if held is not None and held.supervisor_id == update.person.id:
        update.say(agreement.seen_differently(update, held))
        return
    if audit.shows(update, row_id):
        _show_open_card(update)
        return
    viewer = viewer_of(update.session, update.person)
    asked = open_record(update.session, viewer, row_id, update.now, only=notes.is_told)
    if asked is None or not asked.may_read:
        update.say(phrase("agreement.not_yours"))
        return
    _show(update, asked.record)


def _show_open_card(update: UpdateContext) -> None:
    """Show the card that was open anew: what was read stands between it and who answers it."""
    current = update.current()
    if current is not None:
        router.show(update, draft.load(update, current))


def agree(update: UpdateContext, row_id: str) -> None:
    """Leave what is open and agree the supervision of that id, part by part."""
    held = records.supervision(update.session, row_id)
    if held is None or held.practitioner_id != update.person.id:
        update.say(phrase("agreement.not_yours"))
        return
    draft.leave_current(update)
    agreement.begin(update, held)


def _supervision(update: UpdateContext, held: Supervision) -> None:
    """Open a supervision to agree; while something else is open, show it and leave that open."""
    current = update.current()
    if current is None or current.parent_id == held.id:
        agree(update, held.id)
        return
    texts = agreement.texts(update, held)
    if not texts:
        update.say(phrase("agreement.nothing_waits"))
        return
    for text in texts[:-1]:
        update.say(text)
    opens = command_button(phrase("agreement.buttons.begin"), "agree", held.id)
    update.say(texts[-1], [opens])


def _show(update: UpdateContext, record: Record) -> None:
    version = update.guides.version(record.guide, record.version)
    steps = draft.stored_steps(update.session, record.draft_id)
    told = interview_of(version, steps).state
    written = records.first_sent_on(update.session, record.id)
    dated = dated_words(record.held_on, written, key="held.dated")
    title = notes.called(update.session, record, update.person)
    lines = [
        *([f"{title[:1].upper()}{title[1:]}."] if record.kind != RecordKind.REFLECTION else []),
        audit.said_of(
            update.session, viewer_of(update.session, update.person), record, update.today
        ),
        dated,
        *parts_to_agree.record_lines(told),
        *comparing.lines_for(update, record, told),
        *parts_to_agree.claim_lines(counting_claims(update.session, record.id)),
        *_notes(update, record),
    ]
    is_shared = record.visibility == Visibility.SHARED
    open_with = shares.open_with(update.session, record.draft_id, update.today)
    closed = is_shared and open_with is None
    is_answered = record.writer_id != update.person.id or addenda.addenda(update.session, record.id)
    if is_shared and is_answered:
        lines.append(phrase(f"{record.kind}.reply"))
    again = command_button(phrase("reflection.buttons.share_again"), "share", record.id)
    if closed:
        lines.append(phrase("reflection.closed_now"))
    # The card that is open is not shown: what is written now may be meant for this record.
    back = command_button(phrase("reflection.buttons.back_to_open"), "continue")
    is_open = update.current() is not None
    buttons = (*(((again,),) if closed else ()), *(((back,),) if is_open else ()))
    text = "\n".join(filter(None, lines))
    said = Outgoing(text, buttons, record_id=record.id, passages=facts.passages(text))
    update.replies.append(said)


def _notes(update: UpdateContext, record: Record) -> list[str]:
    return [
        phrase(
            "reflection.note_line",
            name=first_name(people.person(update.session, note.author_id)),
            day=day_words(london_day(note.added_at)),
            words=note.text,
        )
        for note in addenda.addenda(update.session, record.id)
    ]
