from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import people, web_sessions
from storage.errors import (
    AddressTakenError,
    CodeExpiredError,
    CodeUnknownError,
    CodeUsedError,
    PersonGoneError,
    StorageError,
)
from storage.session import Store
from storage.tables import AuditEvent, EnrolmentCode, OutboxMessage, WebSession
from tests.factories import a_person, a_team

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.writing() as session:
        yield session


def deeds(session: Session) -> list[str]:
    return list(session.exec(select(AuditEvent.deed).order_by(AuditEvent.id)))


def test_a_person_is_found_by_id_and_by_reference(session: Session) -> None:
    amara = a_person(session, "Amara Osei", ref="P17")
    assert people.person(session, amara.id) == amara
    assert people.person_by_ref(session, "P17") == amara
    assert people.person(session, "nobody") is None
    assert people.person_by_ref(session, "p17") is None


def test_a_supervisor_has_supervisees_until_the_day_they_leave(session: Session) -> None:
    lead = a_person(session, "Ruth Bell", "supervisor")
    stays = a_person(session, "Amara Osei", supervisor=lead)
    goes = a_person(session, "Ben Carr", supervisor=lead, left_on=date(2026, 10, 6))
    assert people.supervisees(session, lead.id, TODAY) == [stays, goes]
    assert people.supervisees(session, lead.id, date(2026, 10, 6)) == [stays]
    assert people.supervisor_of(session, stays.id, TODAY) == lead
    assert people.supervisor_of(session, lead.id, TODAY) is None
    assert people.supervisor_of(session, "nobody", TODAY) is None


def test_a_team_knows_what_stands_above_and_below_it(session: Session) -> None:
    council = a_team(session, "Council")
    service = a_team(session, "Service", council)
    north = a_team(session, "North", service)
    south = a_team(session, "South", service)
    assert people.team_paths(session)[north.id] == {north.id, service.id, council.id}
    below = people.team_and_descendants(session, council.id)
    assert below == sorted(team.id for team in (council, service, north, south))
    assert people.team_and_descendants(session, south.id) == [south.id]
    assert people.team_by_name(session, "North") == north
    assert people.team(session, north.id) == north


def test_a_ring_of_teams_ends(session: Session) -> None:
    one = a_team(session)
    other = a_team(session, parent=one)
    one.parent_id = other.id
    session.flush()
    assert people.team_paths(session)[one.id] == {one.id, other.id}
    assert set(people.team_and_descendants(session, one.id)) == {one.id, other.id}


def test_the_people_of_some_teams(session: Session) -> None:
    north, south = a_team(session), a_team(session)
    amara, ben = a_person(session, "Amara", team=north), a_person(session, "Ben", team=south)
    a_person(session, "Cai", team=south, left_on=TODAY)
    assert people.people_in(session, [north.id, south.id], TODAY) == [amara, ben]
    assert people.people_in(session, [], TODAY) == []


def test_a_code_is_typeable_and_fits_a_telegram_link(session: Session) -> None:
    code = people.make_code(session, a_person(session).id, NOW)
    assert len(code) == 24
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4, 4]
    assert not set(code) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_only_the_hash_of_a_code_is_stored(session: Session) -> None:
    code = people.make_code(session, a_person(session).id, NOW)
    stored = session.exec(select(EnrolmentCode)).one()
    assert stored.code_hash not in {code, code.replace("-", "")}
    assert code.replace("-", "") not in repr(stored)


def test_a_code_enrols_an_address(session: Session) -> None:
    amara = a_person(session)
    code = people.make_code(session, amara.id, NOW)
    assert people.person_at(session, "telegram", "417", TODAY) is None
    assert people.use_code(session, code, "telegram", "417", NOW) == amara
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
    code = people.make_code(session, amara.id, NOW)
    assert people.use_code(session, typed(code), "web", amara.id, NOW) == amara


def test_a_code_works_once(session: Session) -> None:
    code = people.make_code(session, a_person(session).id, NOW)
    people.use_code(session, code, "telegram", "417", NOW)
    with pytest.raises(CodeUsedError):
        people.use_code(session, code, "telegram", "418", NOW)
    assert people.person_at(session, "telegram", "418", TODAY) is None


def test_a_code_expires_after_seven_days(session: Session) -> None:
    amara = a_person(session)
    late = people.make_code(session, amara.id, NOW)
    in_time = people.make_code(session, amara.id, NOW)
    week = timedelta(days=7)
    with pytest.raises(CodeExpiredError):
        people.use_code(session, late, "telegram", "417", NOW + week)
    people.use_code(session, in_time, "telegram", "417", NOW + week - timedelta(seconds=1))


@pytest.mark.parametrize("code", ["", "XXXX-XXXX-XXXX-XXXX-XXXX", "-", "\x00", "كود", "\ud83d"])
def test_an_unknown_code_is_refused(session: Session, code: str) -> None:
    people.make_code(session, a_person(session).id, NOW)
    with pytest.raises(CodeUnknownError):
        people.use_code(session, code, "telegram", "417", NOW)


def test_an_address_of_another_person_is_refused_and_the_code_stays_good(session: Session) -> None:
    amara, ben = a_person(session, "Amara"), a_person(session, "Ben")
    people.use_code(session, people.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    code = people.make_code(session, ben.id, NOW)
    with pytest.raises(AddressTakenError):
        people.use_code(session, code, "telegram", "417", NOW)
    assert people.person_at(session, "telegram", "417", TODAY) == amara
    assert people.use_code(session, code, "telegram", "418", NOW) == ben


def test_somebody_who_has_left_gets_no_code_uses_none_and_is_known_nowhere(
    session: Session,
) -> None:
    amara = a_person(session, left_on=date(2026, 10, 7))
    used = people.make_code(session, amara.id, NOW)
    unused = people.make_code(session, amara.id, NOW)
    people.use_code(session, used, "telegram", "417", NOW)
    token = web_sessions.start(session, amara.id, NOW)
    after = datetime(2026, 10, 6, 23, 30, tzinfo=UTC)  # 7 October in London
    with pytest.raises(PersonGoneError):
        people.make_code(session, amara.id, after)
    with pytest.raises(PersonGoneError):
        people.use_code(session, unused, "telegram", "418", after)
    assert people.person_at(session, "telegram", "417", date(2026, 10, 7)) is None
    assert web_sessions.person_of(session, token, after) is None


def test_nobody_gets_no_code(session: Session) -> None:
    with pytest.raises(StorageError):
        people.make_code(session, "nobody", NOW)


def test_a_code_used_twice_at_once_works_once(store: Store) -> None:
    with store.writing() as session:
        code = people.make_code(session, a_person(session).id, NOW)

    def use(address: int) -> bool:
        try:
            with store.writing() as session:
                people.use_code(session, code, "telegram", str(address), NOW)
        except CodeUsedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(use, range(8))) == [False] * 7 + [True]


def test_a_stopped_address_reaches_nobody_and_what_waited_for_it_is_not_sent(
    session: Session,
) -> None:
    amara, ben = a_person(session, "Amara"), a_person(session, "Ben")
    people.use_code(session, people.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    waiting = OutboxMessage(
        person_id=amara.id,
        channel="telegram",
        address="417",
        body="",
        made_at=NOW,
        not_before=NOW,
        batch="b",
    )
    session.add(waiting)
    session.flush()
    people.stop_address(session, "telegram", "417", NOW)
    people.stop_address(session, "telegram", "417", NOW)
    session.refresh(waiting)
    assert waiting.failed_at == NOW
    assert people.person_at(session, "telegram", "417", TODAY) is None
    assert people.addresses(session, amara.id, TODAY) == []
    people.use_code(session, people.make_code(session, ben.id, NOW), "telegram", "417", NOW)
    assert people.person_at(session, "telegram", "417", TODAY) == ben
    assert deeds(session).count("address stopped") == 1


def test_a_browser_stays_signed_in_for_thirty_days(session: Session) -> None:
    amara = a_person(session)
    token = web_sessions.start(session, amara.id, NOW)
    almost = NOW + timedelta(days=30, seconds=-1)
    assert web_sessions.person_of(session, token, almost) == amara
    assert web_sessions.person_of(session, token, NOW + timedelta(days=30)) is None
    assert web_sessions.person_of(session, token + "x", NOW) is None
    assert session.exec(select(WebSession)).one().token_hash != token


def test_a_browser_signed_out_stays_out(session: Session) -> None:
    token = web_sessions.start(session, a_person(session).id, NOW)
    web_sessions.end(session, token, NOW)
    web_sessions.end(session, token, NOW)
    web_sessions.end(session, "no such token", NOW)
    assert web_sessions.person_of(session, token, NOW) is None
    assert deeds(session) == ["session started", "session ended"]


def test_a_stopped_person_is_reached_and_signed_in_nowhere(session: Session) -> None:
    amara = a_person(session)
    people.use_code(session, people.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    token = web_sessions.start(session, amara.id, NOW)
    assert people.stop_person(session, amara.id, NOW) == 2
    assert people.addresses(session, amara.id, TODAY) == []
    assert web_sessions.person_of(session, token, NOW) is None
    assert people.stop_person(session, amara.id, NOW) == 0
    assert deeds(session).count("person stopped") == 2
