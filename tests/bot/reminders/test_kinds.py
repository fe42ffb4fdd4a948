"""What holds for every kind of reminder."""

import pkgutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import bot.reminders
from bot.reminders import KINDS, Kind
from practice.calendar import Month, is_working_day
from storage import enquiries
from storage.enquiries import ToAsk
from storage.reminders import Due
from storage.session import Store
from tests.bot.reminders.council import a_council, at

BUTTON_BYTES = 64
AN_ID = "0" * 32


def by_name(kind: Kind) -> str:
    return kind.NAME


def test_every_module_is_a_kind_in_the_registry() -> None:
    modules = {module.name for module in pkgutil.iter_modules(bot.reminders.__path__)}
    assert {kind.NAME for kind in KINDS} == modules
    assert len(KINDS) == len(modules)


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_every_kind_has_tests_of_its_own(kind: Kind) -> None:
    assert (Path(__file__).parent / f"test_{kind.NAME}.py").is_file()


@pytest.mark.parametrize("count", [1, 17])
@pytest.mark.parametrize("late", [0, 5])
@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_every_kinds_words_hold_no_id_and_its_buttons_are_short(
    kind: Kind, count: int, late: int
) -> None:
    day = date(2026, 5, 29)
    due = Due(
        kind=kind.NAME,
        subject=AN_ID,
        due_on=day,
        person_id=AN_ID,
        practitioner_id=AN_ID,
        count=count,
        since=date(2026, 5, 1),
    )
    message = kind.words([due], day + timedelta(days=late))
    assert AN_ID not in message.text
    buttons = [button for row in message.buttons for button in row]
    assert buttons
    assert all(len(button.data.encode()) <= BUTTON_BYTES for button in buttons)


@pytest.mark.parametrize("kind", KINDS, ids=by_name)
def test_every_kind_is_due_on_working_days_and_never_ahead_of_its_day(
    embedded_store: Store, kind: Kind
) -> None:
    council = a_council(embedded_store, practitioners=2)
    became, day = ["in depth", "not discussed"], date(2026, 5, 21)
    held = council.discuss(council.practitioner, became, day, next_on=date(2026, 6, 18))
    council.plan(held, act_by=date(2026, 6, 5), action=date(2026, 6, 9), who="Priya")
    council.end(council.practitioner, 1, date(2026, 6, 26))
    with embedded_store.writing() as session:
        owner, words = council.supervisor, ("Something was found.", "What is it?", 1, 2)
        month, by = Month(2026, 4), date(2026, 6, 8)
        wanted = ToAsk(owner.team_id, month, "records.why", *words, owner.id, by)
        enquiries.ask(session, wanted, owner.id, at(date(2026, 5, 24)))
    seen = set()
    with embedded_store.reading() as session:
        for ahead in range(60):
            on = date(2026, 5, 1) + timedelta(days=ahead)
            for due in kind.due(session, on):
                seen.add(due.due_on)
                assert due.kind == kind.NAME
                assert due.due_on <= on
    assert seen, "add to the council above what makes this kind due"
    assert all(map(is_working_day, seen))
