"""Typed words, put where they were written for: this card, an earlier one, another draft.

Words that name a child whom that card is not about are asked about before they are put anywhere.
"""

from collections.abc import Mapping

from bot.conversations import at_rest, binding, called, caseloads, reflection, router, tonight
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.messages import NO_CARD
from bot.update import UpdateContext, command_button
from practice.matching import plain
from practice.mentions import places_named
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts.asks_the_bot import asks_the_bot
from prompts.card import Typed
from prompts.forwarded import with_pasted_marked
from prompts.heard import hearing
from prompts.interview import InterviewConversation
from prompts.interview.beginning import asking_child
from prompts.kept import Why, keeping_fresh
from prompts.only_a_value import is_only_a_value
from prompts.options import Named
from prompts.phrases import phrase
from prompts.put_apart import put_apart
from prompts.spoken_words import Meaning
from prompts.steps import Step
from prompts.text import MOST_LETTERS, NEARLY_FULL, is_sentence, join_parts, tidy
from storage import records
from storage.drafts import DraftRow


def take_words(update: UpdateContext, draft: OpenDraft, text: str) -> None:
    """Give typed words to the card that they were written for, while `draft` is the current one.

    An answer that would grow too long takes none; before, it is said how much it still holds. A
    child's name alone is their reference, or asks for that.
    """
    if update.ends_what_was_cut and draft.conversation.state.parts:
        _take_whole(update, draft)
        return
    named = called.by_reference(update, text) if called.asks_for_child(draft) else None
    if named is not None and not named:
        router.follow(update, draft, asking_child(draft.conversation))
    else:
        _take_as_long_as_may_be(update, draft, named or text)


def _take_whole(update: UpdateContext, draft: OpenDraft) -> None:
    """Take the last piece of a mail that was pasted with those before it, which had no frame.

    What was asked is asked anew for all of it: the pieces that stood there were its writer's own.
    """
    talk = draft.conversation
    asked = next(one for one in reversed(talk.steps) if one.kind == StepKind.ASKED)
    whole = join_parts((*talk.state.parts, update.incoming.text or ""))
    router.take(update, drafted.add(update, draft, asked), Typed(with_pasted_marked(whole)))


def _take_as_long_as_may_be(update: UpdateContext, draft: OpenDraft, text: str) -> None:
    letters = draft.conversation.letters_with(text)
    if letters > MOST_LETTERS:
        router.show(update, draft, phrase("errors.full", most=f"{MOST_LETTERS:,}"))
        return
    _take_words(update, draft, text)
    if letters > NEARLY_FULL:
        left, most = MOST_LETTERS - letters, MOST_LETTERS
        update.lead(phrase("errors.nearly_full", left=f"{left:,}", most=f"{most:,}"))


def _take_words(update: UpdateContext, draft: OpenDraft, text: str) -> None:
    bound, talk = binding.written_for(update, draft), draft.conversation
    if bound == binding.WrittenFor((draft.id, talk.asked)):
        router.take(update, draft, Typed(text))
        return
    option = talk.option_of(Typed(text))
    if option is Named.TONIGHT:
        tonight.show(update)
    elif option is not None or talk.meaning_of(text) not in {None, Meaning.YES, Meaning.NO}:
        key = "too_soon" if update.incoming.card != NO_CARD else "not_below"
        router.show(update, draft, phrase(f"kept.{key}"))
    else:
        _take_for(update, draft, text, bound)


def hear(update: UpdateContext, current: DraftRow | None, words: str) -> None:
    """Keep a word that opened the duty number: it may be the answer to what is asked.

    The draft is not read for it, so that the number is shown where a draft cannot be opened.
    """
    if current is not None:
        drafted.add_unread(update, current.id, hearing(tidy(words), Meaning.TONIGHT, None))


def _take_for(
    update: UpdateContext, draft: OpenDraft, text: str, bound: binding.WrittenFor
) -> None:
    """Put words where they were written for, or keep them and ask."""
    talk, (draft_id, asked) = draft.conversation, bound.card or ("", 0)
    replies = update.incoming.replies_to is not None
    if draft_id == draft.id and asked == talk.asked:
        whose = talk.asks_whose(tidy(text), asked)
        more = talk.waiting_for(whose) if whose else talk.keep_more(tidy(text))
        router.follow(update, draft, more)
    elif draft_id == draft.id and bound.sure:
        turn = talk.take_late(tidy(text), asked, update.written_on, alone=replies)
        router.follow(update, draft, turn)
    elif bound.card and bound.sure:
        if _asks_whose(update, draft_id, asked, text):
            return
        added = added_to(update, draft_id, asked, text)
        if added:
            router.show(update, draft, added)
        else:
            is_sent = records.state(update.session, draft_id) in SENT_STATES
            why = Why.SENT if is_sent else Why.NO_ANSWER
            router.follow(update, draft, talk.keep(tidy(text), why))
    else:
        before = asked if draft_id == draft.id else None
        why = Why.SOON if bound.card else Why.NO_ANSWER
        asks = talk.asks_whose(tidy(text), before or talk.asked)
        kept = talk.keep(tidy(text), why, before, alone=replies)
        router.follow(update, draft, talk.waiting_for(asks) if asks else kept)


def is_free(update: UpdateContext, current: DraftRow | None) -> bool:
    """Say whether a message may ask for a command in other words: it answers nothing here.

    A reflection that holds no more than what may be a question to the bot waits for no answer.
    """
    if current is None:
        return True
    talk = drafted.load(update, current).conversation
    asks = bool(talk.kept.waiting) and talk.kept.first.why == Why.QUESTION
    return asks and isinstance(talk, InterviewConversation) and not talk.state.answers


def begin_with(update: UpdateContext, words: str) -> None:
    """Begin a reflection with words sent outside any draft, unless they answer one that is open."""
    named = binding.written_while_none_is_open(update)
    if named is not None and named.card is not None and _answers(update, named, words):
        return
    if is_only_a_value(words) and not places_named(plain(words), caseloads.all_refs(update)):
        at_rest.answer(update, Meaning.OK)
        return
    if asks_the_bot(words) or called.names_a_colleague(update, words):
        router.show(update, reflection.begin_waiting(update, words, Why.QUESTION))
    elif is_sentence(words) and reflection.stands_already(update, tidy(words)):
        reflection.begin_asking(update, keeping_fresh(tidy(words), Why.AGAIN))
    else:
        reflection.begin(update, words)
    if _was_for_what_ended(update):
        update.lead(phrase("kept.begins_anew"))


def _was_for_what_ended(update: UpdateContext) -> bool:
    """Say whether words name a card of what was sent, shared or kept, maybe on another device."""
    named = binding.card_named(update)
    draft_id = named.card[0] if named is not None and named.card is not None else ""
    return bool(draft_id) and records.state(update.session, draft_id) in SENT_STATES


def _answers(update: UpdateContext, bound: binding.WrittenFor, words: str) -> bool:
    """Give words to a draft that was left, for a card of which they are; say if it is open."""
    draft_id, asked = bound.card or ("", 0)
    other = drafted.find(update, draft_id)
    if other is None or not _takes_words(update, other):
        return False
    if _asks_whose(update, draft_id, asked, words):
        return True
    added = added_to(update, draft_id, asked, words) if bound.sure else None
    if added:
        update.say(added, [command_button(phrase("kept.buttons.go_on"), "continue", draft_id)])
    else:
        why, talk = (
            Why.LATE if bound.sure else Why.NO_ANSWER,
            other.conversation.resume().conversation,
        )
        router.follow(update, other, talk.keep(words, why, asked))
    return True


def added_to(update: UpdateContext, draft_id: str, asked: int, text: str) -> str | None:
    """Add words to the answer that a card of another open draft took; return what says so.

    None, and nothing is changed, where it takes no words or was sent.
    """
    other = drafted.find(update, draft_id)
    if other is None or not _takes_words(update, other):
        return None
    place = other.conversation.place_asked(asked)
    talk, words = other.conversation, tidy(text)
    if place is None or len(talk.written(place) or "") + len(words) > MOST_LETTERS:
        return None
    turn, said = put_apart(talk, place, words)
    drafted.store(update, other, turn.conversation)
    return said


def _asks_whose(update: UpdateContext, draft_id: str, asked: int, text: str) -> bool:
    """Ask about words for a card of another draft that name a child whom it is not about, if so."""
    other = drafted.find(update, draft_id)
    if other is None or not _takes_words(update, other):
        return False
    asks = other.conversation.asks_whose(tidy(text), asked)
    if asks is not None:
        ask_whose(update, other, asks)
    return asks is not None


def ask_whose(update: UpdateContext, draft: OpenDraft, asks: Step) -> None:
    """Keep words with the draft they were written for, and ask there whose they are.

    A part of the meeting that is held is opened for it. A draft that is not current while another
    one is asks when it is taken up; a part of a meeting that is not is its meeting's to ask.
    """
    current = update.current()
    held = draft.row.parent_id if draft.row.kind == DraftKind.GUIDE else None
    if current is not None and current.id == draft.id:
        router.follow(update, draft, draft.conversation.waiting_for(asks))
    elif held and (current is None or held not in {current.id, current.parent_id}):
        _ask_in_meeting(update, held, asks)
    elif held or current is None:
        if current is not None and current.parent_id:
            drafted.add_unread(update, current.id, Step(StepKind.LEFT))
        router.follow(update, draft, draft.conversation.resume().conversation.waiting_for(asks))
    else:
        drafted.store(update, draft, draft.conversation.add(asks))
        router.show(update, drafted.load(update, current), phrase("kept.asks_later"))


def _ask_in_meeting(update: UpdateContext, meeting_id: str, asks: Step) -> None:
    """Keep words of a part with its meeting, which asks where they belong."""
    current, held = update.current(), drafted.find(update, meeting_id)
    assert held is not None  # noqa: S101 - a part belongs to a meeting
    words = str(asks.value["words"]) if isinstance(asks.value, Mapping) else ""
    if current is None:
        talk = held.conversation.resume().conversation
        router.follow(update, held, talk.keep(words, Why.NO_ANSWER))
    else:
        drafted.store(update, held, held.conversation.keep(words, Why.NO_ANSWER).conversation)
        router.show(update, drafted.load(update, current), phrase("kept.asks_later"))


def _takes_words(update: UpdateContext, other: OpenDraft) -> bool:
    ended = records.state(update.session, other.id) in SENT_STATES
    away = any(step.kind == StepKind.DISCARDED for step in other.conversation.steps)
    is_mine = other.row.person_id == update.person.id
    return is_mine and not ended and not away and other.row.kind != DraftKind.AGREEMENT
