"""Words that come just after a shared reflection was read: a note on it, or something new."""

from bot.conversations import draft as drafted
from bot.conversations import notes, reflection
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext, first_name
from practice.terms import StepKind
from prompts.card import Typed
from prompts.effects import NoteBack
from prompts.kept import keeping_for_note
from prompts.phrases import phrase
from prompts.text import tidy
from storage.drafts import DraftRow


def asks(update: UpdateContext, current: DraftRow | None, words: str) -> bool:
    """Ask whether words are a note on the reflection that was just read; say if it does.

    They are kept first: with what is open, else in a reflection that is opened for them.
    """
    read = notes.just_read(update)
    if read is None or read.other is None or update.incoming.replies_to is not None:
        return False
    if current is not None and _answers(update, current, words):
        return False
    if current is None:
        reflection.begin(update)
        update.replies.clear()
    row = update.current()
    if row is None:
        return False
    draft = drafted.load(update, row)
    about = {"note_on": read.record.id, "to": first_name(read.other), "under": read.called}
    kept = draft.conversation.add(keeping_for_note(tidy(words), **about, fresh=current is None))
    drafted.advance(update, draft, kept.turn(kept.card()))
    return True


def _answers(update: UpdateContext, current: DraftRow, words: str) -> bool:
    """Say whether words name a button of what is open, or wait there with others."""
    talk = drafted.load(update, current).conversation
    return talk.option_of(Typed(words)) is not None or bool(talk.kept.waiting)


def note_back(update: UpdateContext, draft: OpenDraft, effect: NoteBack) -> None:
    """Keep words as a note on the reflection that was read, and go on with what is open."""
    record = notes.readable(update.session, update.person, effect.record_id, update.today)
    if record is None:
        update.say(phrase("agreement.not_yours"))
        return
    notes.write(update, record, effect.words)
    if not any(step.kind == StepKind.DISCARDED for step in draft.conversation.steps):
        drafted.show(update, draft, [draft.conversation.card()])
