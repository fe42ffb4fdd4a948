"""Every command and button of the conversation, for everybody, with the ids of others in them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.registered_commands import BUTTONS, COMMANDS
from tests.access.council import ALONE, DRAFTS, MEETINGS, RECORDS
from tests.access.crawl import Crawl
from tests.access.people import (
    ABSENT,
    ASKING,
    DEVICES_OF,
    ENQUIRIES,
    EVERY_DAY,
    HERE,
    PEOPLE,
    READ_ENQUIRIES,
    STRANGERS,
    TO_HAND_OVER,
    WHO,
    WHY_MISSED,
    WORKERS,
)
from tests.access.standing import SHARED_WITH, WRITER, Thing
from tests.access.table import rows

_BEFORE_THE_ID = {"device": "yes:", "settings": "end:"}
UNKNOWN = "I do not know"
STATES = {one.name: one.state for one in PEOPLE}


@dataclass(frozen=True)
class Cell:
    """One try: somebody taps a button with the id of something; whether it opens."""

    who: str
    button: str
    names: str
    opens: bool


def test_every_command_and_button_has_its_row() -> None:
    assert {f"/{name}" for name in COMMANDS} == set(rows("Commands"))
    assert {*BUTTONS, "a card's"} == set(rows("Buttons"))


def swapped() -> Iterator[Cell]:
    """Yield a cell for each person here, button and id, of its own kind and of every other."""
    for who in HERE:
        for button, row in rows("Buttons").items():
            for name in _tried(row["what its id is"]):
                yield Cell(who, button, name, _opens(who, row["who it opens for"], name))


def _tried(kind: str) -> list[str]:
    """Return every name of this kind, and one of each other kind in its place."""
    things = [one.name for one in RECORDS]
    drafts, meetings = [one.name for one in DRAFTS], [one.name for one in MEETINGS]
    others = [things[0], drafts[0], meetings[0], "CH-1001", "Priya", "North 1"]
    known = {
        "a person": list(STATES),
        "a draft": [*drafts, *things],
        "a child": list(WORKERS),
        "a meeting, or a record written alone": [*meetings, *things],
        "a meeting": meetings,
        "a reflection": things,
        "an enquiry": [*ENQUIRIES, "nothing"],
        "a device": [f"{name}'s {what}" for name in DEVICES_OF for what in ("chat", "browser")],
        "a device that asks to be let in": [f"{name}'s further browser" for name in ASKING],
    }
    return list(dict.fromkeys([*known[kind], *others])) if kind in known else []


def _opens(who: str, rule: str, name: str) -> bool:  # noqa: C901, PLR0911, PLR0912 - one answer a rule
    known = {one.name: one for one in (*RECORDS, *DRAFTS)}
    thing = known.get(name)
    match rule:
        case "the supervisor of that person, while both are here":
            one = next((one for one in PEOPLE if one.name == name), None)
            there = one is not None and one.state not in {"gone", "not started"}
            return there and one is not None and one.supervisor == who
        case "its writer":
            return _is_open_draft(thing, who)
        case "its writer, while nothing of it was sent":
            return _is_open_draft(thing, who) and thing is not None and thing.may_throw
        case "the practitioner of the meeting":
            return any(m.name == name and m.practitioner == who for m in MEETINGS)
        case "whose part of that child's handover is not written":
            return (who, name) in TO_HAND_OVER
        case (
            "who may know why that person's supervision of last month was not held; "
            "who says why is their supervisor"
        ):
            return (who, name) in WHY_MISSED
        case "as the enquiry reads; its owner answers it":
            return (who, name) in READ_ENQUIRIES
        case "whose device it is":
            return name.startswith(f"{who}'s ") and name.endswith((" chat", " browser"))
        case "who answers for it, where one of its two people left it unsigned":
            return any(
                m.name == name and m.supervisor == who and STATES[m.practitioner] == "gone"
                for m in (one.meeting for one in RECORDS if one.row.endswith("sent"))
                if m is not None
            )
        case (
            "the supervisor of the meeting; "
            "the practitioner and managers above while words of it stand on a summary"
        ):
            return any(m.name == name and m.supervisor == who for m in MEETINGS)
        case "the two people of the meeting, once both have answered":
            # Nobody here has: tests/bot/test_two_phones.py tries those who have.
            return False
        case "its writer, of one that they shared about one child":
            is_shared = thing is not None and thing.row == "a shared reflection" and thing.child
            return bool(is_shared) and thing is not None and who in thing.stands[WRITER]
        case "its writer, where whom it was shared with is not here":
            return thing is not None and who in thing.stands[WRITER] and _is_closed(thing)
        case "the two people of the meeting; one written alone and told of, as it reads":
            mine = any(m.name == name and who in {m.practitioner, m.supervisor} for m in MEETINGS)
            told = thing is not None and (thing in ALONE or thing.row == "a shared reflection")
            return mine or (told and thing is not None and who in thing.those_who("reads"))
        case "as the child's last record in depth reads, or what was written since":
            return any(who in one.those_who("reads") for one in _in_depth(name))
        case _:
            raise AssertionError(f"no such rule: {rule}")


def _is_closed(thing: Thing) -> bool:
    shared_with = thing.stands.get(SHARED_WITH, ())
    return bool(shared_with) and not set(shared_with) & set(HERE)


def _is_open_draft(thing: Thing | None, who: str) -> bool:
    if thing is None or thing not in DRAFTS or who not in thing.stands[WRITER]:
        return False
    # A part is gone on with through its meeting.
    return "thrown away" not in thing.name and "part" not in thing.name


def stale_cards() -> Iterator[tuple[str, str]]:
    """Yield everybody here with each draft, whose card they tap or write for."""
    for who in HERE:
        for draft in DRAFTS:
            yield who, draft.name


@pytest.mark.parametrize("who", WHO)
def test_a_card_of_somebody_elses_draft_is_answered_as_one_that_never_was(
    crawl: Crawl, who: str
) -> None:
    wrong = []
    for name in (draft for one, draft in stale_cards() if one == who):
        draft = next(one for one in DRAFTS if one.name == name)
        if who in draft.stands[WRITER]:
            continue
        for option in ("!keep", "send", "share", "1"):
            tapped = [
                crawl.does(who, button=f"{draft_id}:2:{option}").said
                for draft_id in (crawl.council.id_of(name), ABSENT)
            ]
            if tapped[0] != tapped[1]:
                wrong.append((who, name, tapped))
        typed = [
            crawl.does(who, text="He slept at his nan's and was calm.", card=f"{draft_id}:2").said
            for draft_id in (crawl.council.id_of(name), ABSENT)
        ]
        if typed[0] != typed[1]:
            wrong.append((who, name, typed))
    assert wrong == []


@pytest.mark.parametrize("who", WHO)
def test_whoever_is_here_is_answered_every_command(crawl: Crawl, who: str) -> None:
    refused = "Nothing was shown."
    wrong = []
    for name in COMMANDS:
        said = crawl.does(who, text=f"/{name}").said
        opens = name != "summary" or summary_opens(who) or who in WORKERS.values()
        if not said or UNKNOWN in said or (name == "summary" and (refused not in said) != opens):
            wrong.append((name, said))
    assert wrong == []


def summary_opens(who: str) -> bool:
    role = next(one.role for one in PEOPLE if one.name == who)
    return rows("Summaries")[role]["their own team"] == "yes"


def to_strangers() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each stranger with each command typed, and each button with an id of each kind."""
    ids = (
        "",
        "CH-1001",
        "Priya",
        "Sunil with Priya",
        "Priya's draft",
        "CH-1001 of Sunil with Priya",
    )
    for who in STRANGERS:
        for name in COMMANDS:
            yield who, {"text": f"/{name}"}
        for name in BUTTONS:
            for one in ids:
                yield who, {"button": f"!{name}", "id": one}
        yield who, {"button": "", "id": "Priya's draft"}


def test_a_stranger_is_told_one_thing_whoever_they_were_and_whatever_they_send(
    crawl: Crawl,
) -> None:
    said = set()
    for who, what in to_strangers():
        sent = dict(what)
        if "id" in sent:
            found = sent.pop("id")
            sent["button"] += f":{crawl.council.id_of(found)}" if found else ""
        heard = crawl.does(who, **sent)
        said.add(heard.said)
        assert set(heard.told) <= {"Nobody"}, (who, what, heard.told)
    assert len(said) == 1, said


def _in_depth(ref: str) -> list[Thing]:
    return [
        one
        for one in RECORDS
        if one.child == ref
        and one.row.startswith(("a child's", "a decision", "a handover", "a group"))
    ]


def _button(crawl: Crawl, button: str, name: str) -> str:
    """Return what a button carries, with the id of something in it."""
    by_ref = button == "due" and name in WORKERS
    found = name if by_ref else crawl.council.id_of(name)
    return f"!{button}:{_BEFORE_THE_ID.get(button, '')}{found}"


PART = 3
TRIES = [
    *((who, PART) for who in EVERY_DAY),
    *(pytest.param(who, 1, marks=pytest.mark.thorough, id=f"{who} tries all") for who in HERE),
]
"""Who tries the buttons, and the how manieth that opens for others: every day a third each."""


def tried(who: str, part: int) -> list[Cell]:
    """Return what somebody tries: all that opens to them, and a part of the rest.

    People who stand beside one another try other parts, so that each button is tried with each id.
    """
    cells = [cell for cell in swapped() if cell.who == who]
    begin = EVERY_DAY.index(who) if part > 1 else 0
    return [cell for n, cell in enumerate(cells) if cell.opens or (n + begin) % part == 0]


def test_every_day_somebody_to_whom_it_does_not_open_tries_each_button_with_each_id() -> None:
    shut = {(cell.button, cell.names) for cell in swapped() if _is_shut_to_some(cell)}
    found = {(c.button, c.names) for who in EVERY_DAY for c in tried(who, PART) if not c.opens}
    assert found == shut


def _is_shut_to_some(cell: Cell) -> bool:
    return cell.who in EVERY_DAY and not cell.opens


@pytest.mark.parametrize(("who", "part"), TRIES)
def test_a_button_opens_for_whom_the_table_says_and_is_answered_to_others_as_if_nothing_were_there(
    crawl: Crawl, who: str, part: int
) -> None:
    wrong = []
    absent = {
        b: crawl.does(who, button=_button(crawl, b, "nothing")).said
        for b in rows("Buttons")
        if b != "a card's"
    }
    for cell in tried(who, part):
        heard = crawl.does(who, button=_button(crawl, cell.button, cell.names))
        if (heard.said != absent[cell.button]) != cell.opens:
            wrong.append((cell, heard.said))
    assert wrong == []
