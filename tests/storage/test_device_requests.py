"""A second device: asked for with a code, let in by a yes, ended by "it was not me"."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from storage import codes, device_requests, devices, people, web_sessions
from storage.errors import AddressTakenError, CodeReplacedError, CodeUsedError
from storage.session import Store
from storage.tables import DeviceRequest, Person
from tests.factories import a_person

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)


@pytest.fixture
def session(embedded_store: Store) -> Iterator[Session]:
    with embedded_store.writing() as session:
        yield session


@pytest.fixture
def amara(session: Session) -> Person:
    """Somebody whose one device is the chat 417."""
    person = a_person(session, "Amara", left_on=date(2026, 10, 20))
    codes.use_code(session, codes.make_code(session, person.id, NOW), "telegram", "417", NOW)
    return person


def a_chat(session: Session, person: Person) -> DeviceRequest:
    code = codes.make_code(session, person.id, NOW)
    return device_requests.ask_for_chat(session, code, "telegram", "418", NOW)


def a_browser(session: Session, person: Person) -> tuple[DeviceRequest, str]:
    code = codes.make_code(session, person.id, NOW)
    return device_requests.ask_for_browser(session, code, "web", "Firefox on Windows", NOW)


def test_a_chat_is_let_in_by_a_yes_once(session: Session, amara: Person) -> None:
    asked = a_chat(session, amara)
    assert people.person_at(session, "telegram", "418", TODAY) is None
    assert device_requests.admit(session, asked, NOW)
    assert people.person_at(session, "telegram", "418", TODAY) == amara
    assert not device_requests.admit(session, asked, NOW)


def test_a_browser_is_let_in_by_a_yes_once(session: Session, amara: Person) -> None:
    asked, token = a_browser(session, amara)
    assert device_requests.of_browser(session, token) == asked
    assert device_requests.claim(session, asked, NOW) is None
    assert device_requests.admit(session, asked, NOW)
    signed_in = device_requests.claim(session, asked, NOW)
    assert signed_in is not None
    assert signed_in != token
    assert web_sessions.with_person(session, signed_in, NOW)[1] == amara
    assert web_sessions.with_person(session, token, NOW)[1] is None
    assert device_requests.claim(session, asked, NOW) is None


def test_a_code_that_asked_is_spent(session: Session, amara: Person) -> None:
    code = codes.make_code(session, amara.id, NOW)
    device_requests.ask_for_browser(session, code, "web", "Firefox", NOW)
    with pytest.raises(CodeUsedError):
        device_requests.ask_for_browser(session, code, "web", "Firefox", NOW)
    with pytest.raises(CodeUsedError):
        codes.use_code(session, code, "telegram", "417", NOW)


def test_it_was_not_me_ends_it_before_a_yes_and_after(session: Session, amara: Person) -> None:
    asked = a_chat(session, amara)
    device_requests.refuse(session, asked, NOW)
    assert not device_requests.admit(session, asked, NOW)
    assert people.person_at(session, "telegram", "418", TODAY) is None
    asked = a_chat(session, amara)
    device_requests.admit(session, asked, NOW)
    device_requests.refuse(session, asked, NOW)
    assert people.person_at(session, "telegram", "418", TODAY) is None
    assert people.person_at(session, "telegram", "417", TODAY) == amara


def test_it_was_not_me_ends_a_browser_before_it_came_and_after(
    session: Session, amara: Person
) -> None:
    asked, _ = a_browser(session, amara)
    device_requests.admit(session, asked, NOW)
    device_requests.refuse(session, asked, NOW)
    assert device_requests.claim(session, asked, NOW) is None
    asked, _ = a_browser(session, amara)
    device_requests.admit(session, asked, NOW)
    token = device_requests.claim(session, asked, NOW) or ""
    device_requests.refuse(session, asked, NOW)
    assert web_sessions.with_person(session, token, NOW)[1] is None
    assert device_requests.claim(session, asked, NOW) is None


def test_a_yes_comes_too_late_after_an_hour_a_newer_code_or_leaving(
    session: Session, amara: Person
) -> None:
    asked = a_chat(session, amara)
    assert not device_requests.admit(session, asked, NOW + device_requests.WAITS)
    asked, _ = a_browser(session, amara)
    device_requests.admit(session, asked, NOW)
    assert device_requests.claim(session, asked, NOW + device_requests.WAITS) is None
    asked = a_chat(session, amara)
    codes.make_code(session, amara.id, NOW)
    assert not device_requests.admit(session, asked, NOW)
    asked, _ = a_browser(session, amara)
    device_requests.admit(session, asked, NOW)
    codes.replace_devices(session, amara.id, NOW)
    assert device_requests.claim(session, asked, NOW) is None


def test_nobody_answers_for_another(session: Session, amara: Person) -> None:
    asked = a_chat(session, amara)
    ben = a_person(session, "Ben")
    assert device_requests.of_person(session, asked.id, ben.id) is None
    assert device_requests.of_person(session, "no such", amara.id) is None
    assert device_requests.of_person(session, asked.id, amara.id) == asked


def test_a_chat_of_somebody_else_and_an_old_code_ask_for_nothing(
    session: Session, amara: Person
) -> None:
    ben = a_person(session, "Ben")
    codes.use_code(session, codes.make_code(session, ben.id, NOW), "telegram", "500", NOW)
    older = codes.make_code(session, amara.id, NOW)
    code = codes.make_code(session, amara.id, NOW)
    with pytest.raises(AddressTakenError):
        device_requests.ask_for_chat(session, code, "telegram", "500", NOW)
    with pytest.raises(CodeReplacedError):
        device_requests.ask_for_chat(session, older, "telegram", "418", NOW)


def test_a_person_ends_their_own_devices_alone(session: Session, amara: Person) -> None:
    ben = a_person(session, "Ben")
    token = web_sessions.start(session, ben.id, NOW)
    asked = a_chat(session, amara)
    device_requests.admit(session, asked, NOW + timedelta(minutes=1))
    newest, oldest = devices.known(session, amara.id, NOW)
    assert (newest.address, oldest.address) == ("418", "417")
    theirs = [one.id for one in devices.known(session, ben.id, NOW)]
    assert devices.end(session, amara.id, [newest.id, *theirs, "none"], NOW) == [newest]
    assert [one.address for one in devices.known(session, amara.id, NOW)] == ["417"]
    assert web_sessions.with_person(session, token, NOW)[1] == ben
