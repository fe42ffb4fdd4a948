"""What a kill test waits for at its end: what is to go out still, and not for ever."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Outgoing, to_json
from storage import outbox
from storage.outbox import NewMessage
from storage.session import Store
from tests.bot.served import A_TUESDAY
from tests.factories import a_person, make_store
from tests.kill import kept

LATER = A_TUESDAY + timedelta(days=1)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    yield store
    store.close()


def put(store: Store, **fields: object) -> str:
    with store.writing() as session:
        person = a_person(session)
        message = NewMessage(person.id, "telegram", "601", to_json(Outgoing("zz")), **fields)  # type: ignore[arg-type]
        return outbox.put(session, [message], at=A_TUESDAY)[0]


def test_what_was_sent_or_given_up_is_waited_for_no_longer(records: Store) -> None:
    sent, failed = put(records), put(records)
    assert len(kept.waiting(records, A_TUESDAY)) == 2
    with records.writing() as session:
        outbox.settle_sent(session, sent, "1", A_TUESDAY)
        outbox.settle_failed(session, failed, "overtaken", A_TUESDAY)
    kept.wait_until_drained(records, A_TUESDAY, seconds=0)


def test_what_is_due_tomorrow_is_not_waited_for_today(records: Store) -> None:
    put(records, not_before=LATER)
    kept.wait_until_drained(records, A_TUESDAY, seconds=0)
    assert kept.waiting(records, LATER)


def test_what_never_goes_out_is_named_and_not_waited_for_for_ever(records: Store) -> None:
    message = put(records, told="note")
    with pytest.raises(AssertionError, match=f"{message} to 601: note, tried 0 times"):
        kept.wait_until_drained(records, A_TUESDAY, seconds=0)
