from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from storage import codes, people, web_sessions
from storage.session import Store
from storage.tables import AuditEvent, Identity, OutboxMessage
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


def test_a_team_knows_what_stands_above_and_below_it(session: Session) -> None:
    council = a_team(session, "Council")
    service = a_team(session, "Service", council)
    north = a_team(session, "North", service)
    south = a_team(session, "South", service)
    assert people.team_paths(session)[north.id] == {north.id, service.id, council.id}
    some = people.paths_of(session, [north.id, south.id, "nowhere"])
    assert some == {one: people.team_paths(session)[one] for one in (north.id, south.id)}
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
    assert people.paths_of(session, [one.id]) == {one.id: frozenset({one.id, other.id})}
    assert set(people.team_and_descendants(session, one.id)) == {one.id, other.id}


def test_the_people_of_some_teams(session: Session) -> None:
    north, south = a_team(session), a_team(session)
    amara, ben = a_person(session, "Amara", team=north), a_person(session, "Ben", team=south)
    a_person(session, "Cai", team=south, left_on=TODAY)
    assert people.people_in(session, [north.id, south.id], TODAY) == [amara, ben]
    assert people.people_in(session, [], TODAY) == []


def test_a_stopped_address_reaches_nobody_and_what_waited_for_it_is_not_sent(
    session: Session,
) -> None:
    amara, ben = a_person(session, "Amara"), a_person(session, "Ben")
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
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
    codes.use_code(session, codes.make_code(session, ben.id, NOW), "telegram", "417", NOW)
    assert people.person_at(session, "telegram", "417", TODAY) == ben
    assert deeds(session).count("address stopped") == 1


def test_a_stopped_person_is_reached_and_signed_in_nowhere(session: Session) -> None:
    amara = a_person(session)
    codes.use_code(session, codes.make_code(session, amara.id, NOW), "telegram", "417", NOW)
    page = Identity(channel="web", address=amara.id, person_id=amara.id, enrolled_at=NOW)
    session.add(page)
    token = web_sessions.start(session, amara.id, NOW)
    # A chat and a browser: the page they share is no third.
    assert people.stop_person(session, amara.id, NOW) == 2
    assert people.addresses(session, amara.id, TODAY) == []
    assert web_sessions.with_person(session, token, NOW)[1] is None
    assert people.stop_person(session, amara.id, NOW) == 0
    assert deeds(session).count("person stopped") == 2
