"""Which card a typed message answers: one that its writer could have seen.

A channel may name it: the card the page showed, the message that was replied to. Otherwise the time
of writing decides, by the channel's own clock. Words dated no later than the card that stands were
written for the one before it; words too soon after it to have been an answer are asked about. So
are those that were begun on a page so soon after it showed the card.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversations.draft import OpenDraft
from bot.messages import NO_CARD
from bot.update import UpdateContext
from practice.terms import SHOWS_CARD, StepKind
from prompts.card import Typed
from prompts.forwarded import own_words_only
from prompts.goes_on import begins_with_joining_word
from storage import drafts, transcript
from storage.transcript import ShownCard

SECONDS_TO_READ = 2
UNREAD = timedelta(seconds=1)
"""Words that were begun so soon after a card were begun without reading it."""
SECONDS_OF_A_BURST = 5
"""How long after a card words that go on with the sentence before may still belong to that."""
LETTERS_A_SECOND = 15
_LONGEST_BURST = 4
_Card = tuple[str, int]


@dataclass(frozen=True)
class WrittenFor:
    """What a typed message was written for: a card (a draft's id and the step that asked it).

    `card` is None where no card is known. `sure` is False where the writer may have meant the card
    that stands as well as that one; where it is the card that stands, which asks about words that
    wait, these go with those.
    """

    card: _Card | None
    sure: bool = True


def written_for(update: UpdateContext, draft: OpenDraft) -> WrittenFor:
    """Return what the message in hand was written for, while `draft` is the current one."""
    stands = (draft.id, draft.conversation.asked)
    if update.incoming.amends and _own(update, update.incoming.source or ""):
        # Its message was not understood, and what stands asks for it again.
        return WrittenFor(stands)
    if update.is_rest_of_pasted and draft.conversation.state.parts:
        return WrittenFor(stands)
    named = card_named(update)
    if named is not None:
        is_same = named.card == stands or (named.card and _asks_the_same(draft, named.card))
        return _unless_too_soon(update, draft) if is_same else named
    shown = transcript.cards_of(update.session, update.person.id, draft.id)
    if update.incoming.card == NO_CARD:
        return _without_a_card(update, draft, shown)
    if update.incoming.written_at is None:
        return WrittenFor(stands)
    return _by_time(update, draft, shown, update.incoming.written_at)


def written_while_none_is_open(update: UpdateContext) -> WrittenFor | None:
    """Return the card that words were written for which came while no draft is open, if any.

    Another device may have left the draft whose card still stands on this one. What came too soon
    after a message to be said of it goes with what was written before that; in a burst of several,
    the first answers may have been read meanwhile.
    """
    named, written = card_named(update), update.incoming.written_at
    if named is not None or written is None:
        return named
    channel, text = update.incoming.channel, _written_here(update)
    for times in range(_LONGEST_BURST):
        before = written - times * time_to_answer(text)
        card = transcript.newest_card(update.session, update.person.id, channel, before)
        if card is not None:
            return WrittenFor((card.draft_id, card.asked), sure=times <= 1)
    return None


def _by_time(
    update: UpdateContext, draft: OpenDraft, shown: list[ShownCard], written: datetime
) -> WrittenFor:
    stands = (draft.id, draft.conversation.asked)
    here = [card for card in shown if card.channel == update.incoming.channel]
    seen_at = _first_shown(here, draft.conversation.asked)
    if seen_at is not None and written - seen_at >= time_to_answer(_written_here(update)):
        return WrittenFor(stands)
    if draft.conversation.kept.waiting and here and here[-1].asked == stands[1]:
        return WrittenFor(stands, sure=False)
    # The card that stands could not be read yet: what matters is the one before it.
    before_it = min(seen_at or written, written)
    channel = update.incoming.channel
    newest = transcript.newest_card(update.session, update.person.id, channel, before_it)
    if newest is None:
        return _without_a_card(update, draft, shown)
    if newest.draft_id != draft.id:
        unseen = not _may_be_shown(here, stands[1] - 1, written)
        return WrittenFor((newest.draft_id, newest.asked), sure=unseen)
    before = _seen(update, draft, shown, written)
    may_be_later = _may_be_shown(here, before[1] if before else 0, written)
    if before is not None and _asks_the_same(draft, before):
        return WrittenFor(stands)
    return WrittenFor(before, sure=before is not None and not may_be_later)


def _unless_too_soon(update: UpdateContext, draft: OpenDraft) -> WrittenFor:
    """Return what words answer that name the card which stands: it, unless they go on with others.

    A page names the card at the first letter, and shows the next one while somebody still types
    their second message in a row: "and threw a shoe at it". A button's words are a button's.
    """
    stands = WrittenFor((draft.id, draft.conversation.asked))
    if draft.conversation.option_in(Typed(update.incoming.text or "")) is not None:
        return stands
    shown = transcript.cards_of(update.session, update.person.id, draft.id)
    here = [card for card in shown if card.channel == update.incoming.channel]
    seen_at = _first_shown(here, draft.conversation.asked)
    if update.incoming.replies_to is not None or seen_at is None:
        return stands
    if draft.conversation.kept.waiting:
        soon = _begun_too_soon(update, seen_at, goes_on=True)
        return replace(stands, sure=not soon)
    before = _seen(update, draft, shown, seen_at)
    if before is None or _asks_the_same(draft, before):
        return stands
    place = draft.conversation.place_asked(before[1])
    goes_on = place is not None and bool(draft.conversation.written(place))
    soon = _begun_too_soon(update, seen_at, goes_on=goes_on)
    return WrittenFor(before, sure=False) if soon else stands


def _begun_too_soon(update: UpdateContext, seen_at: datetime, *, goes_on: bool) -> bool:
    """Say whether words were begun before a card could be read, or go on too soon after it.

    `goes_on` says whether there was a sentence before; joining words go on with it. Where the page
    does not say when they were begun it has no scripts: its writer saw the page come anew.
    """
    text, begun_at = update.incoming.text or "", update.incoming.begun_at
    clock_was_set_back = update.now < seen_at  # and says nothing of how soon
    if not goes_on or clock_was_set_back:
        return False
    after = begun_at - seen_at if begun_at is not None else None
    if after is not None and after < UNREAD:
        return True
    if not begins_with_joining_word(text):
        return False
    in_burst = after is not None and after < timedelta(seconds=SECONDS_OF_A_BURST)
    return in_burst or update.now - seen_at < time_to_answer(_written_here(update))


def time_to_answer(text: str) -> timedelta:
    """Return how long reading a card and writing `text` takes at the least."""
    return timedelta(seconds=SECONDS_TO_READ + len(text) / LETTERS_A_SECOND)


def _written_here(update: UpdateContext) -> str:
    """Return what its writer wrote of a message: what they pasted or passed on took no time."""
    return " ".join(own_words_only(update.words() or "").split())


def card_named(update: UpdateContext) -> WrittenFor | None:
    """Return what the channel says that the message answers; None where it says nothing."""
    incoming = update.incoming
    if incoming.replies_to is not None:
        return _replied_to(update, incoming.replies_to)
    draft_id, _, asked = (incoming.card or "").partition(":")
    if not asked.isdecimal():
        return None
    row = drafts.draft(update.session, draft_id)
    return WrittenFor((draft_id, int(asked))) if row and row.person_id == update.person.id else None


def _replied_to(update: UpdateContext, name: str) -> WrittenFor | None:
    """Return what a reply answers: a card of ours, or what the message of theirs answered."""
    ours = transcript.about(update.session, update.person.id, update.incoming.channel, name)
    if ours is not None:
        return WrittenFor(ours.card, sure=ours.card is not None)
    return _own(update, name)


def _own(update: UpdateContext, name: str) -> WrittenFor | None:
    found = drafts.step_of_source(update.session, update.person.id, name)
    if found is None:
        return None
    draft_id, number = found
    return WrittenFor((draft_id, number - 1)) if number > 1 else None


def _without_a_card(update: UpdateContext, draft: OpenDraft, shown: list[ShownCard]) -> WrittenFor:
    """Return what words answer whose writer had no card before them.

    They go on with the words that began the draft, if those came this way and their card stands, or
    none that was shown could be read yet; else it may have been left here, and opened again
    elsewhere.
    """
    first = next(n for n, s in enumerate(draft.conversation.steps, 1) if s.kind in SHOWS_CARD)
    stands = {card.asked for card in shown} <= {draft.conversation.asked}
    begun_here = (stands or _all_unread(update, shown)) and (
        _answered_unshown(update, shown, first) or _long_and_unshown(update, draft, shown, first)
    )
    return WrittenFor((draft.id, first)) if begun_here else WrittenFor(None, sure=False)


def _all_unread(update: UpdateContext, shown: list[ShownCard]) -> bool:
    """Say whether words were written before any card of a draft, all shown on this channel."""
    written, channel = update.incoming.written_at, update.incoming.channel
    here = all(card.channel == channel for card in shown)
    return here and written is not None and not _may_be_shown(shown, 0, written)


def _answered_unshown(update: UpdateContext, shown: list[ShownCard], number: int) -> bool:
    """Say whether what a step asked was answered on this channel before it was ever shown.

    So it is with the words that begin a reflection, and a sentence typed at a child's line.
    """
    following = next((card for card in shown if card.asked >= number), None)
    return (
        following is not None
        and following.asked > number
        and following.channel == update.incoming.channel
    )


def _long_and_unshown(
    update: UpdateContext, draft: OpenDraft, shown: list[ShownCard], number: int
) -> bool:
    """Say whether a step was asked unseen of words so long that their rest is still waited for.

    Each part brings the question's own card again; one card more would have been seen before them.
    """
    kinds = [step.kind for step in draft.conversation.steps[number:]]
    here = all(card.channel == update.incoming.channel for card in shown)
    return here and {*kinds} == {StepKind.PART} and len(shown) <= len(kinds)


def _first_shown(shown: list[ShownCard], asked: int) -> datetime | None:
    times = [card.shown_at for card in shown if card.asked == asked and card.shown_at]
    return min(times, default=None)


def _may_be_shown(here: list[ShownCard], after: int, written: datetime) -> bool:
    """Say whether a card that was asked after step `after` was shown, or may have been, by then."""
    return any(
        at is not None and at < written
        for card in here
        if card.asked > after
        for at in (card.shown_at, card.perhaps_shown_at)
    )


def _seen(
    update: UpdateContext, draft: OpenDraft, shown: list[ShownCard], written: datetime
) -> _Card | None:
    """Return the card of the draft, before the one that stands, that the writer had seen last."""
    here = [card for card in shown if card.channel == update.incoming.channel]
    for number in range(draft.conversation.asked - 1, 0, -1):
        kind, *later = (step.kind for step in draft.conversation.steps[number - 1 :])
        following = next((kind for kind in later if kind != StepKind.READ), None)
        if kind not in SHOWS_CARD or following == StepKind.PROPOSED:
            continue  # what a check card proposes is known by its own step, the last before it
        seen_at = _first_shown(here, number)
        if (seen_at and seen_at < written) or _answered_unshown(update, shown, number):
            return draft.id, number
    return None


def _asks_the_same(draft: OpenDraft, card: _Card) -> bool:
    """Say whether an earlier card asked what the one that stands asks: then it was read."""
    if card[0] != draft.id:
        return False
    then, now = (draft.conversation.asking(n) for n in (card[1], draft.conversation.asked))
    if then is None or now is None:
        return False
    return (then.question, then.entry) == (now.question, now.entry)
