from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import codes, people, web_sessions
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeReplacedError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    SecondDeviceError,
    StorageError,
)
from storage.session import Store
from storage.tables import AuditEvent, EnrolmentCode, OutboxMessage
from tests.factories import a_person

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)


@pytest.fixture
def session(embedded_store: Store) -> Iterator[Session]:
    with embedded_store.writing() as session:
        yield session


def deeds(session: Session) -> list[str]:
    return list(session.exec(select(AuditEvent.deed).order_by(AuditEvent.id)))


def test_a_code_is_typeable_and_fits_a_telegram_link(session: Session) -> None:
    code = codes.make_code(session, a_person(session).id, NOW)
    assert len(code) == 24
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4]
    assert not set(code) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_only_the_hash_of_a_code_is_stored(session: Session) -> None:
    code = codes.make_code(session, a_person(session).id, NOW)
    stored = session.exec(select(EnrolmentCode)).one()
    assert stored.code_hash not in {code, code.replace("-", "")}
    assert code.replace("-", "") not in repr(stored)


def test_a_code_enrols_an_address(session: Session) -> None:
    amara = a_person(session)
    code = codes.make_code(session, amara.id, NOW)
    assert people.person_at(session, "telegram", "417", TODAY) is None
    assert codes.use_code(session, code, "telegram", "417", NOW) == amara
    assert people.person_at(session, "telegram", "417", TODAY) == amara
    assert people.person_at(session, "web", "417", TODAY) is None
    assert people.addresses(session, amara.id, TODAY) == [("telegram", "417")]
    assert deeds(session) == ["code made", "code used"]


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')}\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("-", "\N{EN DASH}"),
    ],
)
def test_a_code_may_be_typed_as_people_type(session: Session, typed) -> None:  # type: ignore[no-untyped-def]
    amara = a_person(session)
    code = codes.make_code(session, amara.id, NOW)
    assert codes.use_code(session, typed(code), "web", amara.id, NOW) == amara


def test_a_code_works_once(session: Session) -> None:
    code = codes.make_code(session, a_person(session).id, NOW)
    codes.use_code(session, code, "telegram", "417", NOW)
    with pytest.raises(CodeUsedError):
        codes.use_code(session, code, "telegram", "418", NOW)
    assert people.person_at(session, "telegram", "418", TODAY) is None


FRIDAY = datetime(2026, 12, 18, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made_at", "hours", "until"),
    [
        (NOW, 24, NOW + timedelta(days=1)),
        (NOW, 1, NOW + timedelta(hours=1)),
        (FRIDAY, 24, datetime(2026, 12, 21, 15, 0, tzinfo=UTC)),
        # Christmas, and Monday 28 December in place of Boxing Day.
        (datetime(2026, 12, 24, 15, 0, tzinfo=UTC), 48, datetime(2026, 12, 30, 15, tzinfo=UTC)),
    ],
)
def test_a_code_lasts_hours_and_days_off_are_not_counted(
    session: Session, made_at: datetime, hours: int, until: datetime
) -> None:
    in_time, late = a_person(session), a_person(session)
    code = codes.make_code(session, in_time.id, made_at, hours)
    codes.use_code(session, code, "telegram", "417", until - timedelta(seconds=1))
    code = codes.make_code(session, late.id, made_at, hours)
    with pytest.raises(CodeExpiredError):
        codes.use_code(session, code, "telegram", "418", until)


@pytest.mark.parametrize("hours", [0, -1, 49, 168])
def test_a_code_never_lasts_longer_than_two_days(session: Session, hours: int) -> None:
    with pytest.raises(StorageError):
        codes.make_code(session, a_person(session).id, NOW, hours)


def test_a_newer_code_ends_the_older_ones_of_that_person_alone(session: Session) -> None:
    amara, ben = a_person(session, "Amara"), a_person(session, "Ben")
    others = codes.make_code(session, ben.id, NOW)
    older = [codes.make_code(session, amara.id, NOW) for _ in range(3)]
    newest = codes.make_code(session, amara.id, NOW)
    for code in older:
        with pytest.raises(CodeReplacedError):
            codes.use_code(session, code, "telegram", "417", NOW)
    assert codes.use_code(session, newest, "telegram", "417", NOW) == amara
    assert codes.use_code(session, others, "telegram", "418", NOW) == ben


def test_a_code_alone_lets_no_second_device_in(session: Session) -> None:
    amara = a_person(session)
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    code = codes.make_code(session, amara.id, NOW)
    for channel, address in (("telegram", "418"), ("web", amara.id)):
        with pytest.raises(SecondDeviceError):
            codes.use_code(session, code, channel, address, NOW)
    assert people.person_at(session, "telegram", "418", TODAY) is None
    assert codes.use_code(session, code, "telegram", "417", NOW) == amara


def test_a_browser_that_is_signed_in_is_a_device_and_one_that_ended_is_none(
    session: Session,
) -> None:
    amara = a_person(session)
    token = web_sessions.start(session, amara.id, NOW)
    code = codes.make_code(session, amara.id, NOW)
    with pytest.raises(SecondDeviceError):
        codes.use_code(session, code, "telegram", "417", NOW)
    web_sessions.end(session, token, NOW)
    assert codes.use_code(session, code, "telegram", "417", NOW) == amara


def test_for_a_lost_device_a_code_ends_the_others_at_once(session: Session) -> None:
    amara = a_person(session)
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    token = web_sessions.start(session, amara.id, NOW)
    older = codes.make_code(session, amara.id, NOW)
    code, ended = codes.replace_devices(session, amara.id, NOW)
    assert [one.channel for one in ended] == ["telegram", ""]
    assert people.person_at(session, "telegram", "417", TODAY) is None
    assert web_sessions.with_person(session, token, NOW)[1] is None
    with pytest.raises(CodeReplacedError):
        codes.use_code(session, older, "telegram", "418", NOW)
    assert codes.use_code(session, code, "telegram", "418", NOW) == amara


def test_the_chat_of_somebody_who_left_is_enrolled_by_its_next_holder(session: Session) -> None:
    amara = a_person(session, "Amara", left_on=date(2026, 10, 7))
    ben = a_person(session, "Ben")
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    waits = OutboxMessage(
        person_id=amara.id,
        channel="telegram",
        address="417",
        body="",
        batch="b",
        made_at=NOW,
        not_before=NOW,
    )
    session.add(waits)
    code = codes.make_code(session, ben.id, NOW)
    with pytest.raises(AddressTakenError):
        codes.use_code(session, code, "telegram", "417", NOW)
    later = NOW + timedelta(days=2)
    code = codes.make_code(session, ben.id, later)
    assert codes.use_code(session, code, "telegram", "417", later) == ben
    session.refresh(waits)
    assert waits.failed_at == later


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX-XXXX-XXXX", "-", "\x00", "كود", "\ud83d"])
def test_an_unknown_code_is_refused(session: Session, code: str) -> None:
    codes.make_code(session, a_person(session).id, NOW)
    with pytest.raises(CodeUnknownError):
        codes.use_code(session, code, "telegram", "417", NOW)


def test_an_address_of_another_person_is_refused_and_the_code_stays_good(session: Session) -> None:
    amara, ben = a_person(session, "Amara"), a_person(session, "Ben")
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    code = codes.make_code(session, ben.id, NOW)
    with pytest.raises(AddressTakenError):
        codes.use_code(session, code, "telegram", "417", NOW)
    assert people.person_at(session, "telegram", "417", TODAY) == amara
    assert codes.use_code(session, code, "telegram", "418", NOW) == ben


def test_somebody_who_has_left_gets_no_code_uses_none_and_is_known_nowhere(
    session: Session,
) -> None:
    amara = a_person(session, left_on=date(2026, 10, 7))
    used = codes.make_code(session, amara.id, NOW)
    codes.use_code(session, used, "telegram", "417", NOW)
    unused = codes.make_code(session, amara.id, NOW, 48)
    token = web_sessions.start(session, amara.id, NOW)
    after = datetime(2026, 10, 6, 23, 30, tzinfo=UTC)  # 7 October in London
    with pytest.raises(PersonGoneError):
        codes.make_code(session, amara.id, after)
    with pytest.raises(PersonGoneError):
        codes.use_code(session, unused, "telegram", "418", after)
    assert people.person_at(session, "telegram", "417", date(2026, 10, 7)) is None
    assert web_sessions.with_person(session, token, after)[1] is None


def test_nobody_gets_no_code(session: Session) -> None:
    with pytest.raises(StorageError):
        codes.make_code(session, "nobody", NOW)


def test_a_code_used_twice_at_once_works_once(store: Store) -> None:
    with store.writing() as session:
        code = codes.make_code(session, a_person(session).id, NOW)

    def use(address: int) -> bool:
        try:
            with store.writing() as session:
                codes.use_code(session, code, "telegram", str(address), NOW)
        except CodeUsedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(use, range(8))) == [False] * 7 + [True]
