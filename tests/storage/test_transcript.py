"""When a card was shown, and since when it may have been, as its messages tell."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from practice.terms import DraftKind
from storage import drafts, outbox, transcript
from storage.drafts import DraftRow
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.tables import Identity
from storage.transcript import ShownCard
from tests.factories import a_person

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
LEASE = timedelta(seconds=30)
LATER = TEN + timedelta(minutes=1)
CARD = ("a draft", 1)


def claim(session: Session, at: datetime) -> str:
    """Claim the one message that is due, and return its id."""
    (message,) = outbox.claim(session, "telegram", now=at, lease=LEASE)
    return message.id


def lapse_and_show(session: Session) -> None:
    """Whoever claimed it first died; it was shown by the next."""
    claim(session, TEN)
    outbox.settle_sent(session, claim(session, LATER), "7", LATER)


def refuse_and_show(session: Session) -> None:
    """It certainly did not go out at first."""
    outbox.put_back(session, claim(session, TEN), TEN)
    outbox.settle_sent(session, claim(session, LATER), "7", LATER)


def send(session: Session) -> None:
    """It is on its way."""
    claim(session, TEN)


def shown(store: Store, happens: Callable[[Session], None]) -> ShownCard:
    """Return the card of the one message after what happens to it."""
    with store.writing() as session:
        person = a_person(session)
        session.add(
            Identity(person_id=person.id, channel="telegram", address="501", enrolled_at=TEN)
        )
        draft = DraftRow(CARD[0], DraftKind.GUIDE, "a guide", 1, person.id, None, None, TEN)
        drafts.add_draft(session, draft)
        message = NewMessage(person.id, "telegram", "501", "{}", card=CARD)
        outbox.put(session, [message], at=TEN)
        happens(session)
        (card,) = transcript.cards_of(session, person.id, CARD[0])
    return card


def test_what_was_claimed_and_sent_again_may_have_been_shown_since_the_first_claim(
    store: Store,
) -> None:
    card = shown(store, lapse_and_show)
    assert (card.shown_at, card.perhaps_shown_at) == (LATER, TEN)


def test_what_was_refused_was_not_shown_before(store: Store) -> None:
    card = shown(store, refuse_and_show)
    assert (card.shown_at, card.perhaps_shown_at) == (LATER, None)


def test_what_is_on_its_way_may_have_been_shown(store: Store) -> None:
    card = shown(store, send)
    assert (card.shown_at, card.perhaps_shown_at) == (None, TEN)
