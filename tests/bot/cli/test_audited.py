"""Whatever a command opens or does is in the audit, with the operating system's user beside it."""

import json
import os
import pwd
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from storage.encryption import open_row
from storage.tables import AuditEvent, Child
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, records

IN_A_WEEK = (date.today() + timedelta(7)).isoformat()  # noqa: DTZ011 - any day ahead will do
CHILDREN = "child_ref,forename,status\nCH-1,Ana,CIN\nCH-2,Ben,CP\n"


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here


def newest(here: Here, most: int = 1) -> list[AuditEvent]:
    """Return the last events, oldest first, with their detail in the clear."""
    store = records(here)
    with store.reading() as session:
        query = select(AuditEvent).order_by(col(AuditEvent.number).desc()).limit(most)
        found = [
            AuditEvent(**open_row(session, "audit_event", one.model_dump()))
            for one in session.exec(query)
        ]
    store.close()
    return found[::-1]


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "deed"),
    [
        (("people", "list"), "people listed"),
        (("people", "code", "P1"), "code made"),
        (("people", "stop", "P1"), "person stopped"),
        (("people", "away", "P1", "--until", IN_A_WEEK), "absence said"),
        (("summary", "--scope", "North", "--period", "2026-10"), "summary shown"),
        (("due", "--for", "North", "--on", "2026-11-30"), "reminders listed"),
        (("guides", "use"), "guide use read"),
        (("export", "--out", "out"), "records exported"),
    ],
)
def test_every_command_that_opens_the_records_says_who_ran_it(
    council: Here, words: tuple[str, ...], deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What the environment says of the user is no witness.
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("USER", "somebody")
    assert council.run(*words).exit_code == 0
    (event,) = newest(council)
    assert (event.deed, event.actor_id) == (deed, None)
    assert (event.account or "").split(" ")[0] == pwd.getpwuid(os.getuid()).pw_name


def test_a_summary_is_read_and_what_it_said_is_kept(council: Here) -> None:
    assert council.run("summary", "--scope", "North", "--period", "2026-10").exit_code == 0
    assert [one.deed for one in newest(council, 2)] == ["summary read", "summary shown"]


def test_an_import_says_what_is_new_and_what_was_changed_from_what(council: Here) -> None:
    council.bring_in("children", CHILDREN)
    (event,) = newest(council)
    assert (event.deed, event.noun) == ("imported", "child")
    assert json.loads(event.detail or "") == {
        "added": [["CH-1"], ["CH-2"]], "changed": 0
    }  # fmt: skip
    council.bring_in("children", "child_ref,forename,status\nCH-1,Anna,CP\nCH-3,Cy,CIN\n")
    whole, one = newest(council, 2)
    assert json.loads(whole.detail or "") == {"added": [["CH-3"]], "changed": 1}
    assert json.loads(one.detail or "") == {"forename": "changed", "status": ["CIN", "CP"]}
    store = records(council)
    with store.reading() as session:
        changed = session.exec(select(Child.id).where(Child.ref == "CH-1")).one()
        kept = session.exec(select(AuditEvent.detail)).all()
    store.close()
    assert (one.deed, one.noun_id) == ("changed by import", changed)
    assert "Anna" not in str(json.loads(one.detail or ""))
    assert not any("CIN" in (detail or "") for detail in kept)
