"""The dialogue: one update -> replies, in one transaction committed before it is answered."""

import logging
from collections.abc import Sequence
from datetime import datetime

from bot import cut_messages, hidden_codes, undelivered
from bot.arrivals import Receipt, dated, first_sight, is_rest_of_album, note_reach, says_otherwise
from bot.commands import away, due, enquiry, missed, start, summary, supervise
from bot.commands import help as help_command
from bot.commands.typed import TypedCommand, command_in, command_of
from bot.conversations import (
    after_reading,
    amending,
    at_rest,
    duty_card,
    identifiers,
    notes,
    replied,
    router,
    tonight,
    typed_words,
)
from bot.conversations import draft as drafted
from bot.evidence_reader import EvidenceReader, UpdateReader
from bot.messages import Arrival, Incoming, Precedence, Unread
from bot.precedence import precedences
from bot.registered_commands import BUTTONS, COMMANDS, WITH_ARGUMENT, WORDS_OF_THE_BOT
from bot.set_aside import keep_failed, keep_unread
from bot.typed_buttons import button_typed
from bot.update import DutyNumbers, UpdateContext, words_of
from practice.calendar import london_day
from practice.supervision import OURS, DepthPolicy
from prompts.asks_for_child import child_asked_for
from prompts.asks_for_command import AskedFor, command_asked_for
from prompts.card import Tapped, Unreadable
from prompts.forwarded import own_words_only
from prompts.interview.corrections import corrects_a_child
from prompts.loader import Guides
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, bare, meaning_of
from prompts.text import tidy
from storage import outbox, people
from storage.errors import (
    RecordsBusyError,
    RecordsDamagedError,
    RecordsFullError,
    RecordsUnreachableError,
)
from storage.session import Session, Store

LOG = logging.getLogger(__name__)
# Everything else is the fault of one update, such as an answer that cannot be opened any more; it
# must not hold up everybody's.
_OUTAGES = (RecordsBusyError, RecordsDamagedError, RecordsFullError, RecordsUnreachableError)
_GRANTS = {Meaning.YES, Meaning.OK, Meaning.NO}
_TELLS = {Meaning.TELL, Meaning.REACH}


class Dialogue:
    """Handles updates from every channel; it keeps nothing between two of them."""

    def __init__(
        self,
        store: Store,
        guides: Guides,
        duty: DutyNumbers,
        reader: EvidenceReader | None = None,
        depth: DepthPolicy = OURS,
    ) -> None:
        self._store, self._guides, self._duty, self._depth = store, guides, duty, depth
        self._reader = reader or EvidenceReader.at_once()

    def receive(self, incoming: Incoming, now: datetime) -> Receipt:
        """Handle one update and return when everything it caused is committed.

        An update that was stored before changes nothing. One whose handling fails is set aside,
        encrypted, and answered with a sentence. Raises StorageError where the records themselves
        cannot be reached: then nothing is stored and the update must not be acknowledged.
        """
        reader = self._reader.for_update()

        def handled() -> Receipt:
            with self._store.writing() as session:
                return self._handle(session, dated(incoming, now), now, reader)

        try:
            _count_before(self._store, incoming, now)
            return reader.read_before(handled, _may_be_kept(incoming))
        except _OUTAGES:
            raise
        except Exception as fault:  # noqa: BLE001 - one bad update must not block the queue
            return self._set_aside(incoming, now, fault)

    def precedences(
        self, channel: str, arrivals: Sequence[Arrival], now: datetime
    ) -> list[Precedence]:
        """Return in which order to handle what came together; raises StorageError."""
        with self._store.reading() as session:
            return precedences(session, channel, arrivals, now)

    def set_aside(self, unread: Unread, now: datetime) -> Receipt:
        """Keep an update that cannot be read, encrypted; tell its sender where they are known.

        Raises StorageError where the records cannot be reached.
        """
        with self._store.writing() as session:
            answers = keep_unread(session, unread, self._duty, now)
        return Receipt(answers is not None, tuple(answers or ()))

    def _handle(
        self, session: Session, incoming: Incoming, now: datetime, reader: UpdateReader
    ) -> Receipt:
        here = (incoming.channel, incoming.address)
        person, may_be_lost = people.who_is_at(session, *here, london_day(now))
        incoming, code = hidden_codes.without_codes(session, incoming)
        if not first_sight(session, incoming, person, now):
            return Receipt(fresh=False, other_words=says_otherwise(session, incoming))
        note_reach(session, incoming, now, may_be_lost=may_be_lost)
        if incoming.reachable is not None:
            undelivered.tell_senders(session, now)
            return Receipt(fresh=True)
        if is_rest_of_album(session, incoming, person, now):
            return Receipt(fresh=True)
        known, person = person, person or start.enrol(session, incoming, code, now)
        if person is None:
            return Receipt(fresh=True)
        update = UpdateContext(
            session, person, incoming, now, self._guides, self._duty, reader, self._depth
        )
        if known is None:
            start.welcome(update)
        elif code is None or start.take_away_code(update):
            rest = update.is_rest_of_pasted
            answer(update)
            cut_messages.note(session, person.id, incoming, now, rest=rest)
            identifiers.mention(update)
        if update.current() is None:
            outbox.release(session, update.person.id, now)
        return Receipt(True, tuple(update.post()))

    def _set_aside(self, incoming: Incoming, now: datetime, fault: Exception) -> Receipt:
        kind = type(fault).__name__
        with self._store.writing() as session:
            kept = keep_failed(session, incoming, kind, self._duty, now)
        if kept is None:
            return Receipt(fresh=False)
        # The fault's place without its words, which could hold an answer.
        bare = RuntimeError(kind).with_traceback(fault.__traceback__)
        LOG.error("an update was set aside as %s after %s", kept[0], kind, exc_info=bare)
        return Receipt(True, tuple(kept[1]))


def _may_be_kept(incoming: Incoming) -> str | None:
    """Return the words that may become an answer as they stand, and so are read beforehand."""
    words = words_of(incoming)
    return None if words is None or command_in(words) else own_words_only(tidy(words))


def _count_before(store: Store, incoming: Incoming, now: datetime) -> None:
    """Count what a summary reads that is asked for: handling an update keeps all others waiting."""
    name, _, argument = (incoming.button or "").partition(":")
    words = words_of(incoming) or ""
    typed = command_in(words) or TypedCommand(bare(words), "")
    if name == "!summary" or COMMANDS.get(typed.name) is summary.run:
        summary.count_before(store, incoming, argument or typed.argument, now)


def answer(update: UpdateContext) -> None:
    """Handle what one enrolled person did."""
    incoming, words = update.incoming, update.words()
    if incoming.amends and _edited(update):
        return
    if incoming.button is not None:
        _tapped(update, incoming.button)
    elif words is not None and incoming.forwarded_from is not None:
        _told(update, words)
        if meaning_of(incoming.text or "") is Meaning.TONIGHT:
            tonight.show(update)
    elif words is not None:
        _typed(update, words)
    else:
        _unreadable(update, incoming.unreadable or "other")
    if incoming.beside is not None:
        update.lead(phrase("spoken.beside", kind=Unreadable(incoming.beside).name))


def _edited(update: UpdateContext) -> bool:
    """Take an edit of an answer, and say if it was one; what it says of harm is seen all the same.

    One that asks for the duty number is given that, and the answer stays.
    """
    words = update.words() or ""
    if tonight.meaning_here(update, words.strip()) is Meaning.TONIGHT:
        update.say(phrase("help.not_amended_unclear"))
        tonight.show(update)
        return True
    is_amended = amending.amend(update)
    if is_amended:
        tonight.offer_what_is_wished(update, words)
        tonight.offer_if_worried(update, words)
    return is_amended


def _told(update: UpdateContext, words: str) -> None:
    """Handle words that are somebody's to keep, whatever they could mean to the bot."""
    current = update.current()
    is_reply = notes.written(update, words.strip()) or replied.taken(update, words)
    if is_reply or after_reading.asks(update, current, words):
        pass
    elif current is not None:
        typed_words.take_words(update, drafted.load(update, current), words)
    else:
        typed_words.begin_with(update, words.strip())
    if update.is_pasted:
        update.lead(phrase("spoken.is_pasted"))
    if meaning_of(words) is not Meaning.READERS:
        tonight.offer_what_is_wished(update, words)
    tonight.offer_if_worried(update, words)


def _typed(update: UpdateContext, text: str) -> None:
    words = text.strip()
    at_duty_card = tonight.stands(update)
    current, meaning = update.current(), tonight.meaning_here(update, words)
    if meaning is Meaning.TONIGHT or (meaning in _TELLS and not at_duty_card):
        tonight.show(update)
        typed_words.hear(update, current, words)
    elif (button := button_typed(update, words, whole=current is not None)) is not None:
        _tapped(update, button)
    elif (command := command_of(words, COMMANDS)) is not None:
        _command(update, command)
    elif (at_duty_card and duty_card.take(update, text)) or _is_asked_for(update, words):
        return
    elif (asked := _asked_for(update, words, meaning)) and typed_words.is_free(update, current):
        COMMANDS[asked.command](update, asked.argument)
    elif current is None and (ref := child_asked_for(words)) and due.show_asked(update, ref):
        return
    elif current is None and (said := meaning or _corrects(words)) is not None:
        _answer_at_rest(update, said)
    else:
        _told(update, text)


def _answer_at_rest(update: UpdateContext, said: Meaning) -> None:
    if said not in _GRANTS or not replied.opened(update):
        at_rest.answer(update, said)


def _corrects(words: str) -> Meaning | None:
    """Return what a correction of what was sent comes to where nothing is open: it stands."""
    return Meaning.UNDO if corrects_a_child(words) else None


def _is_asked_for(update: UpdateContext, words: str) -> bool:
    """Take words typed at a question outside any draft; say whether they answer it."""
    return any(one.answers(update, words) for one in (away, missed, enquiry, supervise))


def _asked_for(update: UpdateContext, words: str, meaning: Meaning | None) -> AskedFor | None:
    """Return the command that a message asks for without its slash, where nothing is open."""
    said = bare(words)
    named = said if said in COMMANDS else WORDS_OF_THE_BOT.get(meaning) if meaning else None
    if named is not None:
        return AskedFor(named, away.said(words) if meaning is Meaning.AWAY else "")
    asked = command_asked_for(words) if meaning is None else None
    if asked and asked.command == "supervise" and not supervise.is_meant(update, asked):
        return None
    return asked


def _command(update: UpdateContext, typed: TypedCommand) -> None:
    if (command := COMMANDS.get(typed.name)) is None:
        update.say(phrase("help.unknown_command"))
    else:
        command(update, typed.argument if typed.name in WITH_ARGUMENT else "")


def _unreadable(update: UpdateContext, kind: str) -> None:
    if (current := update.current()) is None:
        update.say(phrase("help.unreadable"))
    else:
        router.take(update, drafted.load(update, current), Unreadable(kind))


def _tapped(update: UpdateContext, button: str) -> None:
    if button.startswith("!"):
        name, _, argument = button[1:].partition(":")
        BUTTONS.get(name, help_command.run)(update, argument)
        return
    tapped = drafted.read_button(button)
    current = update.current()
    if current is None or current.id != tapped.draft_id:
        router.not_current(update, current, tapped.draft_id)
        return
    draft = drafted.load(update, current)
    if tapped.option is None or not router.offers(draft, tapped):
        router.show(update, draft, phrase("errors.stale"))
    else:
        router.take(update, draft, Tapped(tapped.option))
