"""/due lists all that stands for a person, near or far, new or old, and says what each is."""

from datetime import UTC, date, datetime

import pytest

from bot.dialogue import Dialogue
from bot.messages import Incoming, Outgoing, from_json
from bot.update import DutyNumbers
from prompts.loader import load_guides
from storage import people
from storage.deadlines import actions_due
from storage.encryption import open_row
from storage.session import Store
from storage.tables import OutboxMessage, Person
from tests.bot.reminders.council import Council, a_council

MET, FAR, OLD, TODAY = date(2026, 5, 12), date(2026, 9, 1), date(2026, 5, 13), date(2026, 8, 3)


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        ("Priya and the school", "practitioner"),
        ("the school, Priya", "practitioner"),
        ("Sunil & Priya", "both"),
        ("Priya/Sunil", "both"),
        ("Priyanka and the school", "nobody"),
        ("the sandbox", "nobody"),
    ],
)
def test_an_action_of_two_is_told_to_each_who_is_here(
    embedded_store: Store, who: str, whose: str
) -> None:
    council = a_council(embedded_store)
    held = council.discuss(council.practitioner, ["in depth"], MET)
    council.plan(held, action=OLD, who=who)
    with embedded_store.reading() as session:
        found = [one.person_ids for one in actions_due(session, date.min, date.max, TODAY)]
    people = {
        "practitioner": [(council.practitioner.id,)],
        "both": [(council.practitioner.id, council.supervisor.id)],
        "nobody": [],
    }
    assert found == people[whose]


def said_to(
    council: Council, person: Person, text: str | None = None, button: str | None = None
) -> Outgoing:
    """Return the last reply to what a person types or taps."""
    store = council.store
    dialogue = Dialogue(store, load_guides(), DutyNumbers(None, None))
    with store.reading() as session:
        ((channel, address), *_) = people.addresses(session, person.id, TODAY)
    now = datetime(2026, 8, 3, 9, tzinfo=UTC)
    incoming = Incoming(channel, address, f"{text} {button}", text=text, button=button)
    receipt = dialogue.receive(incoming, now)
    with store.reading() as session:
        row = session.get_one(OutboxMessage, receipt.stored[-1])
        return from_json(str(open_row(session, "outbox_message", row.model_dump())["body"]))


def child_named(reply: Outgoing) -> str:
    """Return the child of the one button of a reply, which opens what was decided."""
    (button,) = [button for row in reply.buttons for button in row]
    assert button.data == f"!due:{button.label}"
    return button.label


def test_what_is_far_off_and_what_is_old_stand_on_it(embedded_store: Store) -> None:
    council = a_council(embedded_store)
    held = council.discuss(council.practitioner, ["in depth"], MET)
    council.plan(held, act_by=FAR, action=OLD, who="Priya and the school")
    reply = said_to(council, council.practitioner, text="/due")
    child = child_named(reply)
    assert reply.text.splitlines() == [
        "Dates to act by:",
        f"{child}: act by 1 September 2026",
        "Your actions not done yet:",
        f"{child}: Ring the school, by 13 May 2026, which has passed",
    ]


def test_what_opens_is_refused_to_whoever_may_not_read_it(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=2)
    held = council.discuss(council.practitioner, ["in depth"], MET)
    council.plan(held, act_by=FAR, who="Priya")
    other = next(p for p in council.practitioners if p.id != council.practitioner.id)
    (child,) = [
        b.label for row in said_to(council, council.practitioner, text="/due").buttons for b in row
    ]
    assert "not open to you" in said_to(council, other, button=f"!due:{child}").text
    assert "not open to you" in said_to(council, other, button="!due:nothing").text
