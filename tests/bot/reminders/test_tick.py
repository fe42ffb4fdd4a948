"""A tick makes what came due once, for every address, in office hours, while the reason stands."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from bot.reminders import PAGE, tick
from practice.calendar import in_office_hours
from storage import outbox
from storage.people import stop_address
from storage.session import Store
from storage.tables import OutboxMessage
from tests.bot.reminders.council import CHANNELS, Council, a_council, at, enrol

MAY_29 = date(2026, 5, 29)
LOOKED_AT = ("no change", "no change", "no change")


@pytest.fixture
def council(store: Store) -> Council:
    return a_council(store)


@pytest.fixture
def embedded(embedded_store: Store) -> Council:
    return a_council(embedded_store)


def test_one_row_and_one_letter_for_each_address(council: Council) -> None:
    now = at(MAY_29, 9)
    assert tick(council.store, now) == 1
    (row,) = council.rows()
    assert (row.kind, row.subject, row.due_on, row.stage, row.person_id) == (
        "children_due",
        council.practitioner.id,
        date(2026, 5, 21),
        1,
        council.supervisor.id,
    )
    assert row.made_at == now
    messages = council.messages()
    assert [(one.channel, one.address) for one in messages] == [
        (channel, f"{channel}-{council.supervisor.id}") for channel in CHANNELS
    ]
    assert {one.digest_id for one in messages} == {row.digest_id}
    assert {one.person_id for one in messages} == {council.supervisor.id}


def test_ticking_again_or_late_makes_nothing_more(council: Council) -> None:
    assert [tick(council.store, at(MAY_29, hour)) for hour in (8, 9, 9, 17)] == [1, 0, 0, 0]
    assert len(council.messages()) == 2
    council.deliver(at(MAY_29, 17))
    # The month has passed since: that is told once more.
    assert [tick(council.store, at(date(2026, 6, day))) for day in (1, 2, 3)] == [1, 0, 0]


def test_two_processes_at_once_make_one(council: Council) -> None:
    other = Store(council.store.url, council.store.cipher)
    start, made = Barrier(2), list[int]()

    def run(store: Store) -> None:
        start.wait()
        made.append(tick(store, at(MAY_29)))

    both = [Thread(target=run, args=(one,)) for one in (council.store, other)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    other.close()
    assert sorted(made) == [0, 1]
    assert (len(council.rows()), len(council.messages())) == (1, 2)


@pytest.mark.parametrize(
    ("ticked", "goes_out"),
    [
        (at(MAY_29, 0, 1), at(MAY_29, 8)),
        (at(MAY_29, 7, 59), at(MAY_29, 8)),
        (at(MAY_29, 8), at(MAY_29, 8)),
        (at(MAY_29, 17, 59), at(MAY_29, 17, 59)),
        (at(MAY_29, 18), at(date(2026, 6, 1), 8)),  # a Friday evening
        (at(date(2026, 6, 28), 12), at(date(2026, 6, 29), 8)),  # a Sunday
        (at(date(2026, 5, 25), 12), at(date(2026, 5, 26), 8)),  # the bank holiday
    ],
)
def test_letters_wait_for_office_hours(
    embedded: Council, ticked: datetime, goes_out: datetime
) -> None:
    assert tick(embedded.store, ticked) == 1
    assert {message.not_before for message in embedded.messages()} == {goes_out}
    assert in_office_hours(goes_out)


@pytest.mark.parametrize(
    ("day", "utc_hour"), [(date(2026, 3, 31), 7), (date(2026, 10, 30), 8), (date(2027, 3, 31), 7)]
)
def test_the_clocks_of_london_say_when_it_is_eight(
    embedded: Council, day: date, utc_hour: int
) -> None:
    assert tick(embedded.store, at(day, 0)) == 1
    (hour,) = {message.not_before.hour for message in embedded.messages()}
    assert hour == utc_hour


def test_the_words_are_those_of_the_day_it_goes_out(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 18))
    (text,) = {message.message.text for message in embedded.messages()}
    assert "were due to be discussed by 29 May 2026" in text


def test_a_process_that_was_down_sends_it_once_late(council: Council) -> None:
    assert tick(council.store, at(date(2026, 6, 3))) == 1
    assert len(council.deliver(at(date(2026, 6, 3)))) == 2
    assert tick(council.store, at(date(2026, 6, 4))) == 0


def test_eighteen_months_of_history_bring_no_flood(embedded: Council) -> None:
    for year, month in [(2025, month) for month in range(7, 13)] + [
        (2026, month) for month in range(1, 13)
    ]:
        embedded.discuss(embedded.practitioner, ["in depth"], date(year, month, 10))
    assert tick(embedded.store, at(date(2026, 12, 18))) == 1
    assert [(row.kind, row.due_on) for row in embedded.rows()] == [
        ("agreement", date(2026, 12, 15))
    ]


def test_who_cannot_be_reached_is_reminded_once_they_enrol(embedded_store: Store) -> None:
    council = a_council(embedded_store, channels=())
    assert tick(embedded_store, at(MAY_29)) == 0
    assert council.rows() == []
    with embedded_store.writing() as session:
        enrol(session, council.supervisor, "web")
    assert tick(embedded_store, at(date(2026, 6, 2))) == 1
    assert len(council.deliver(at(date(2026, 6, 2)))) == 1


def test_nobody_is_told_where_there_is_no_supervisor(embedded: Council) -> None:
    embedded.change(embedded.practitioner, supervisor_id=None)
    assert tick(embedded.store, at(MAY_29)) == 0


def test_a_letter_whose_reason_is_gone_is_withdrawn(council: Council) -> None:
    tick(council.store, at(MAY_29, 1))
    council.discuss(council.practitioner, LOOKED_AT, date(2026, 5, 28), at(MAY_29, 7))
    assert tick(council.store, at(MAY_29, 8)) == 0
    assert [message.failure for message in council.messages()] == ["cleared", "cleared"]
    assert council.deliver(at(MAY_29, 8)) == []


def test_a_letter_whose_count_changed_says_the_new_one(council: Council) -> None:
    tick(council.store, at(MAY_29, 1))
    council.discuss(council.practitioner, ["in depth", "no change"], MAY_29, at(MAY_29, 7))
    tick(council.store, at(MAY_29, 8))
    texts = [message.message.text for message in council.messages()]
    assert len(council.deliver(at(MAY_29, 8))) == 2
    assert len(texts) == 2
    assert all("A child is due to be discussed" in text for text in texts)


def test_a_letter_that_could_not_be_sent_on_its_day_says_it_was_due(council: Council) -> None:
    tick(council.store, at(MAY_29, 9))
    tick(council.store, at(date(2026, 6, 1), 9))
    told = [one.message.text for one in council.messages() if one.failure is None]
    assert len(told) == 2
    assert all("were due" in text for text in told)


def test_a_letter_that_missed_its_office_hours_waits_for_the_next(council: Council) -> None:
    tick(council.store, at(MAY_29, 17, 59))
    tick(council.store, at(MAY_29, 18))
    assert council.deliver(at(MAY_29, 18)) == []
    assert {message.not_before for message in council.messages()} == {at(date(2026, 6, 1), 8)}
    assert len(council.deliver(at(date(2026, 6, 1), 8))) == 2


def test_a_letter_that_cannot_be_read_is_written_anew(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 1))
    before = embedded.messages()
    with embedded.store.writing() as session:
        first, second = session.exec(select(OutboxMessage).order_by(OutboxMessage.id))
        first.body = second.body
    tick(embedded.store, at(MAY_29, 2))
    assert embedded.messages() == before


def test_a_letter_being_sent_is_let_be(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 9))
    with embedded.store.writing() as session:
        lease = timedelta(minutes=1)
        assert outbox.claim(session, "web", now=at(MAY_29, 9), lease=lease)
    embedded.discuss(embedded.practitioner, LOOKED_AT, MAY_29, at(MAY_29, 9))
    tick(embedded.store, at(MAY_29, 9))
    assert [(one.channel, one.failure) for one in embedded.messages()] == [
        ("telegram", "cleared"),
        ("web", None),
    ]


def test_a_letter_to_a_former_supervisor_is_withdrawn(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 1))
    embedded.change(embedded.practitioner, supervisor_id=None)
    tick(embedded.store, at(MAY_29, 8))
    assert {message.failure for message in embedded.messages()} == {"cleared"}


def test_a_letter_that_went_out_is_left_as_it_is(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 9))
    embedded.deliver(at(MAY_29, 9))
    before = embedded.messages()
    embedded.discuss(embedded.practitioner, LOOKED_AT, MAY_29)
    tick(embedded.store, at(MAY_29, 14))
    assert embedded.messages() == before


def test_an_address_that_stopped_gets_nothing_and_the_other_still_does(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 1))
    with embedded.store.writing() as session:
        stop_address(session, "web", f"web-{embedded.supervisor.id}", at(MAY_29, 2))
    tick(embedded.store, at(MAY_29, 8))
    assert len(embedded.deliver(at(MAY_29, 8))) == 1


def test_no_letter_holds_a_childs_reference_or_anybodys_name(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=2)
    for person in council.practitioners:
        council.discuss(person, ("in depth", "not discussed", "not discussed"), date(2026, 5, 21))
    assert tick(embedded_store, at(MAY_29)) == 4
    said = " ".join(
        f"{message.message.text} {message.message.buttons}" for message in council.messages()
    )
    people = [council.supervisor, *council.practitioners]
    names = [part for person in people for part in person.name.split() if part.isalpha()]
    refs = [child.ref for children in council.children.values() for child in children]
    assert names
    assert refs
    assert [name for name in [*names, *refs] if name in said] == []


def test_more_than_a_page_is_made_in_transactions_of_a_page(
    embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = a_council(embedded_store, practitioners=2 * PAGE + 1, children=1)
    transactions = counted(embedded_store, monkeypatch)
    assert tick(embedded_store, at(MAY_29)) == 2 * PAGE + 1
    assert transactions() == 3
    assert tick(embedded_store, at(MAY_29)) == 0
    assert transactions() == 3
    assert Counter(message.address for message in council.messages()) == {
        f"{channel}-{council.supervisor.id}": 1 for channel in CHANNELS
    }
    assert all(f"on {2 * PAGE + 1} lists" in one.message.text for one in council.messages())


def counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Count the writing transactions from now on."""
    writing, opened = store.writing, list[None]()

    def counting() -> object:
        opened.append(None)
        return writing()

    monkeypatch.setattr(store, "writing", counting)
    return lambda: len(opened)


def test_what_was_cleared_since_it_was_looked_up_is_not_made(
    embedded: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = embedded.store.writing

    def cleared_first() -> object:
        monkeypatch.setattr(embedded.store, "writing", writing)
        embedded.discuss(embedded.practitioner, LOOKED_AT, MAY_29)
        return writing()

    monkeypatch.setattr(embedded.store, "writing", cleared_first)
    assert tick(embedded.store, at(MAY_29, 14)) == 0
    assert (embedded.rows(), embedded.messages()) == ([], [])


def test_a_persons_reminders_are_one_message_a_day(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=3)
    met = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 20))
    council.plan(met, act_by=MAY_29, action=date(2026, 6, 1), who="Priya")
    assert tick(embedded_store, at(MAY_29, 1)) == 6
    texts = {one.person_id: one.message for one in council.messages()}
    supervisor, practitioner = (texts[p.id] for p in (council.supervisor, council.practitioner))
    assert supervisor.text.splitlines()[0] == "One thing today."
    assert practitioner.text.splitlines() == [
        "3 things today.",
        "· A date to act by is today, 29 May 2026.",
        "· An action of yours is due by 1 June 2026.",
        "· A supervision waits for you to agree it. It was sent on 20 May 2026.",
    ]
    assert [button.data for row in practitioner.buttons for button in row] == [
        "!due",
        "!due",
        f"!read:{met}",
    ]
    assert len(council.deliver(at(MAY_29, 8))) == 4


def test_what_comes_due_while_it_waits_joins_it_and_later_waits_for_the_next_day(
    embedded: Council,
) -> None:
    saturday = date(2026, 5, 23)
    assert tick(embedded.store, at(saturday)) == 1
    held = embedded.discuss(embedded.practitioner, ["in depth"], date(2026, 5, 18))
    embedded.plan(held, action=MAY_29, who="Sunil")
    # One is Priya's own: that the supervision waits for her.
    assert tick(embedded.store, at(date(2026, 5, 24))) == 2
    told = [one for one in embedded.messages() if one.person_id == embedded.supervisor.id]
    assert len({one.digest_id for one in told}) == 1
    assert all(one.message.text.startswith("2 things today.") for one in told)
    tuesday = date(2026, 5, 26)
    assert len(embedded.deliver(at(tuesday, 8))) == 2 * len(CHANNELS)
    later = embedded.discuss(embedded.practitioner, ["in depth"], tuesday, at(tuesday, 9))
    embedded.plan(later, action=date(2026, 6, 1), who="Sunil")
    assert tick(embedded.store, at(tuesday, 10)) == 0
    assert tick(embedded.store, at(date(2026, 5, 27), 1)) == 1


def test_one_whose_every_reason_went_can_be_told_of_another_that_day(embedded: Council) -> None:
    tick(embedded.store, at(MAY_29, 1))
    held = embedded.discuss(
        embedded.practitioner, ["in depth", *LOOKED_AT[1:]], MAY_29, at(MAY_29, 2)
    )
    assert tick(embedded.store, at(MAY_29, 3)) == 0
    embedded.plan(held, action=date(2026, 6, 3), who="Sunil")
    assert tick(embedded.store, at(MAY_29, 4)) == 1
    (sent, _) = embedded.deliver(at(MAY_29, 8))
    assert "An action of yours" in sent.body
