"""/due lists all that stands for a person, near or far, new or old, and says what each is."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlmodel import col, select

from bot.dialogue import Dialogue
from bot.messages import Incoming, Outgoing, from_json
from bot.reminders import action_due
from bot.update import DutyNumbers
from storage import people
from storage.deadlines import actions_due
from storage.encryption import open_row, seal_row
from storage.session import Store
from storage.tables import Action, Draft, OutboxMessage, Person, Record, Submission
from tests.bot.reminders.council import Council, a_council
from tests.conversations.play import SHIPPED, loaded
from tests.factories import a_person
from tests.reports.factories import an_answer

_UPDATES = count(1)
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
    dialogue = Dialogue(store, loaded(SHIPPED), DutyNumbers(None, None))
    with store.reading() as session:
        ((channel, address), *_) = people.addresses(session, person.id, TODAY)
    now = datetime(2026, 8, 3, 9, tzinfo=UTC)
    incoming = Incoming(channel, address, str(next(_UPDATES)), text=text, button=button)
    receipt = dialogue.receive(incoming, now)
    with store.reading() as session:
        row = session.get_one(OutboxMessage, receipt.stored[-1])
        return from_json(str(open_row(session, "outbox_message", row.model_dump())["body"]))


def labels(reply: Outgoing) -> list[str]:
    return [button.label for row in reply.buttons for button in row]


def tapped(council: Council, person: Person, reply: Outgoing, label: str) -> Outgoing:
    """Return what is said to the button of a reply that begins so."""
    data = next(b.data for row in reply.buttons for b in row if b.label.startswith(label))
    return said_to(council, person, button=data)


def many(
    store: Store, days: Sequence[date | None], who: str = "Priya", children: int = 3
) -> Council:
    """Return a council whose children in turn have an action for each of these days."""
    council = a_council(store, children=children)
    held = council.discuss(council.practitioner, ["in depth"] * children, MET)
    with store.writing() as session:
        sent = {
            record.child_id: one
            for record, one in session.execute(
                select(Record, Submission)
                .join(Submission, col(Submission.record_id) == col(Record.id))
                .where(col(Record.supervision_id) == held)
            )
        }
        for number, day in enumerate(days):
            child = council.of(council.practitioner)[number % children]
            row = Action(
                submission_id=sent[child.id].id,
                child_id=child.id,
                what=f"Task {number}",
                who=who,
                due_on=day,
            )
            session.add(Action(**seal_row(session, "action", row.model_dump())))
    return council


def test_what_is_far_off_and_what_is_old_stand_on_it(embedded_store: Store) -> None:
    council = a_council(embedded_store)
    held = council.discuss(council.practitioner, ["in depth"], MET)
    council.plan(held, act_by=FAR, action=OLD, who="Priya and the school")
    reply = said_to(council, council.practitioner, text="/due")
    (child,) = labels(reply)
    assert reply.text.splitlines() == [
        "Dates to act by: 1",
        f"· {child}: act by 1 September 2026",
        "",
        "Your actions that were due before that, and are not done: 1",
        f"· {child}: Ring the school, by 13 May 2026, which has passed",
        "",
        "Tap a child to see what was decided.",
    ]


def test_every_line_is_reached_by_more_and_none_is_shown_twice(embedded_store: Store) -> None:
    council = many(embedded_store, [OLD + timedelta(days=n // 4) for n in range(37)])
    reply = said_to(council, council.practitioner, text="/due")
    texts, totals = [reply.text], set()
    while any("more" in label for label in labels(reply)):
        reply = tapped(council, council.practitioner, reply, labels(reply)[-1])
        texts.append(reply.text)
    tasks = re.findall(r"Task \d+", "\n".join(texts))
    totals = set(re.findall(r"of (\d+)$", "\n".join(texts), re.MULTILINE))
    assert (len(tasks), len(set(tasks)), totals) == (37, 37, {"37"})
    assert all(text.splitlines()[0].startswith("Your actions that were due") for text in texts)


def test_what_was_answered_meanwhile_hides_nothing_that_comes_after(embedded_store: Store) -> None:
    council = many(embedded_store, [OLD + timedelta(days=n) for n in range(12)])
    reply = said_to(council, council.practitioner, text="/due")
    shown = re.findall(r"Task \d+", reply.text)
    council.discuss(council.practitioner, ["in depth"], date(2026, 8, 1))
    with embedded_store.writing() as session:
        later = session.exec(select(Submission).order_by(col(Submission.id))).all()[-1]
        for action in session.exec(select(Action).order_by(col(Action.due_on))).all()[:3]:
            an_answer(session, later, action, "done")
    after = tapped(council, council.practitioner, reply, "9 more")
    assert shown + re.findall(r"Task \d+", after.text) == [f"Task {n}" for n in range(12)]


def test_what_a_button_goes_on_with_and_is_no_more_says_so(embedded_store: Store) -> None:
    council = many(embedded_store, [OLD])
    for odd in (">o2027-01-01:CH-1", ">z2026-01-01:CH-1", ">", ">o", ">oxx"):
        reply = said_to(council, council.practitioner, button=f"!due:{odd}")
        assert reply.text in {
            "Nothing comes after that any more. Type /due to see what stands.",
            said_to(council, council.practitioner, button="!due:>o").text,
        }


def test_each_kind_has_its_heading_with_its_count(embedded_store: Store) -> None:
    days = [None, TODAY, TODAY - timedelta(days=1), TODAY - timedelta(days=14)]
    council = many(embedded_store, [*days, TODAY - timedelta(days=15), FAR, FAR])
    text = said_to(council, council.practitioner, text="/due").text
    assert [line for line in text.splitlines() if line and line[0] != "·"] == [
        "Your actions that were due in the last two weeks: 2",
        "Your actions that were due before that, and are not done: 1",
        "Your actions to come: 3",
        "Your actions without a date, not done yet: 1",
        "Tap a child to see what was decided.",
    ]


def test_the_reminder_and_the_list_count_the_same_of_the_last_two_weeks(
    embedded_store: Store,
) -> None:
    late = [TODAY - timedelta(days=n) for n in (1, 3, 3, 14, 15, 40)]
    council = many(embedded_store, [*late, TODAY, TODAY + timedelta(days=1)])
    with embedded_store.reading() as session:
        told = action_due.words(action_due.due(session, TODAY), TODAY).text
    assert told == (
        "4 actions of yours were due in the last two weeks, from 20 July 2026 to 2 August 2026. "
        "/due shows older ones too. An action of yours is due today, 3 August 2026. "
        "An action of yours is due by 4 August 2026."
    )
    text = said_to(council, council.practitioner, text="/due").text
    assert re.findall(r": (\d+)$", text, re.MULTILINE) == ["4", "2", "2"]


def test_an_action_without_a_date_stands_there_until_it_is_settled(embedded_store: Store) -> None:
    council = many(embedded_store, [None], who="Sunil")
    reply = said_to(council, council.supervisor, text="/due")
    (child,) = labels(reply)
    assert f"· {child}: Task 0\n" in reply.text
    for day, answer in ((1, "partly"), (2, "not done"), (3, "done")):
        council.discuss(council.practitioner, ["in depth"], date(2026, 7, day))
        with embedded_store.writing() as session:
            later = session.exec(select(Submission).order_by(col(Submission.id))).all()[-1]
            an_answer(session, later, session.exec(select(Action)).one(), answer)
        text = said_to(council, council.supervisor, text="/due").text
        line = f"· {child}: Task 0 ({answer} on {day} July 2026)\n"
        assert (line in text) == (answer != "done")
    assert "Task 0" not in said_to(council, council.supervisor, text="/due").text
    assert "Nothing is due" in said_to(council, council.practitioner, text="/due").text


def test_a_childs_card_says_what_stands_and_starts_where_it_is_said_what_came_of_it(
    embedded_store: Store,
) -> None:
    council = many(embedded_store, [OLD], who="Priya and Sunil")
    child = council.of(council.practitioner)[0].ref
    card = said_to(council, council.supervisor, button=f"!due:{child}")
    assert f"· {child}: Task 0, by 13 May 2026, which has passed" in card.text
    assert "What came of it is said in a supervision of Priya, with" in card.text
    assert labels(card) == ["Supervision with Priya", "Back to the list"]
    assert "In depth" in tapped(council, council.supervisor, card, "Supervision").text
    own = said_to(council, council.practitioner, button=f"!due:{child}")
    assert "What came of it is said in your next supervision with Sunil." in own.text
    assert labels(own) == ["Back to the list"]


def test_a_childs_card_starts_no_supervision_for_whoever_does_not_supervise(
    embedded_store: Store,
) -> None:
    council = many(embedded_store, [OLD], who="Priya and Sunil")
    child = council.of(council.practitioner)[0].ref
    with embedded_store.writing() as session:
        another = a_person(session, "Sue Moss", "supervisor")
    council.change(council.practitioner, supervisor_id=another.id)
    assert labels(said_to(council, council.supervisor, button=f"!due:{child}")) == [
        "Back to the list"
    ]
    council.change(another, left_on=TODAY)
    card = said_to(council, council.practitioner, button=f"!due:{child}")
    assert "Nobody who supervises you is here" in card.text


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


@pytest.mark.long
@pytest.mark.parametrize(
    "asked", ["show me {}", "records of {}", "Open {}, please", "{}\u2019s notes"]
)
def test_who_asks_to_see_a_child_sees_it_and_begins_no_story(
    embedded_store: Store, asked: str
) -> None:
    council = many(embedded_store, [OLD], who="Priya and Sunil")
    child = council.of(council.practitioner)[0].ref
    for person in (council.practitioner, council.supervisor):
        said = said_to(council, person, text=asked.format(child))
        assert said == said_to(council, person, button=f"!due:{child}")
        assert [link.label for link in said.links] == [f"All records of {child}"]
    assert drafts_of(embedded_store) == 0


def test_a_child_of_others_is_none_that_is_known(embedded_store: Store) -> None:
    council = a_council(embedded_store, practitioners=2)
    council.discuss(council.practitioner, ["in depth"], MET)
    theirs, nobodys = council.of(council.practitioner)[0].ref, "CH-98765"
    other = council.practitioners[1]
    for ref in (theirs, nobodys):
        said = said_to(council, other, text=f"show me {ref}").text
        assert said.startswith(f"I do not know {ref} among your children.")
    assert drafts_of(embedded_store) == 0


def test_an_own_child_of_whom_nothing_is_there_is_said_to_be_so(embedded_store: Store) -> None:
    council = a_council(embedded_store)
    child = council.of(council.practitioner)[0].ref
    said = said_to(council, council.practitioner, text=f"show me {child}").text
    assert said == f"{child} was not discussed in depth yet, and nothing is due."


def drafts_of(store: Store) -> int:
    """Return how many drafts were begun."""
    with store.reading() as session:
        return len(session.exec(select(Draft).where(Draft.guide == "quick-reflection")).all())
