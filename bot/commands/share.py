"""Sharing a reflection again, once whom it was shared with has gone: each by its writer's tap."""

from bot.conversations import notes, reflection, submit
from bot.conversations.telling import with_when
from bot.update import UpdateContext, command_button, first_name
from practice.access import Visibility
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.phrases import phrase
from storage import records, shares
from storage.tables import Person, Record

_MOST = 12
# A button holds 64 bytes: the end of an id tells people apart, its beginning is the time.
_TAIL = 12


def run(update: UpdateContext, argument: str) -> None:
    """List what can be shared again; ask with whom one is; or share it with whom the button named.

    With nobody else: where another person has come to be asked meanwhile, it asks anew.
    """
    record_id, _, named = argument.partition(":")
    if not record_id:
        _list(update)
        return
    record = records.record(update.session, record_id)
    if record is None or not _may_share(update, record):
        update.say(phrase("agreement.not_yours"))
        return
    whom = _whom(update, record)
    if whom is not None and named and whom.id.endswith(named):
        _share(update, record, whom)
    else:
        _ask(update, record, whom)


def _whom(update: UpdateContext, record: Record) -> Person | None:
    """Return with whom it can be shared now: what prepares a supervision, with who holds it."""
    whom = reflection.whom(update)
    holds_it = whom is not None and whom.id == update.person.supervisor_id
    return whom if holds_it or record.kind != RecordKind.PREPARATION else None


def _may_share(update: UpdateContext, record: Record) -> bool:
    """Say whether a reflection is the person's, was shared, and nobody who is here can open it."""
    is_theirs = record.writer_id == update.person.id and record.visibility == Visibility.SHARED
    return is_theirs and shares.open_with(update.session, record.draft_id, update.today) is None


def _list(update: UpdateContext) -> None:
    found = shares.closed_of(update.session, update.person.id, update.today, _MOST)
    if not found:
        update.say(phrase("reflection.nothing_to_share"))
        return
    buttons = [[command_button(_titled(update, one), "share", one.id)] for one in found]
    update.say(phrase("reflection.share_which"), *buttons)


def _titled(update: UpdateContext, record: Record) -> str:
    called = notes.called(update.session, record, update.person)
    return f"{called[:1].upper()}{called[1:]}, {day_words(record.held_on)}"


def _ask(update: UpdateContext, record: Record, whom: Person | None) -> None:
    called = notes.called(update.session, record, update.person)
    if whom is None:
        update.say(phrase("reflection.nobody_to_share", called=called))
        return
    name, argument = first_name(whom), f"{record.id}:{whom.id[-_TAIL:]}"
    opens = command_button(phrase("reflection.buttons.share", name=name), "share", argument)
    asked = phrase("reflection.share_again_ask", called=called, name=name)
    update.say("\n".join([asked, *reflection.away(update, whom)]), [opens])


def _share(update: UpdateContext, record: Record, whom: Person) -> None:
    shares.share_again(update.session, record.draft_id, whom.id, update.person.id, update.now)
    told = submit.to_read("reflection.told", record.id, name=update.known_as(update.person))
    telling = update.tell(whom.id, "reflection", told.text, *told.buttons, record_id=record.id)
    said = phrase("reflection.shared", name=first_name(whom))
    update.say(with_when(said, telling, update.now))
