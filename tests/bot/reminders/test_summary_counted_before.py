"""What a summary in the chat counts is counted while others may write."""

from contextlib import closing
from datetime import date, datetime

import pytest

from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.update import DutyNumbers
from practice.calendar import Month
from prompts.loader import shipped
from reports import kept
from storage.session import Store
from tests.bot.reminders.council import Council, a_council, at
from tests.bot.reminders.test_summary import a_manager
from tests.factories import a_team

NOW = at(date(2026, 8, 3))


@pytest.fixture
def council(embedded_store: Store) -> Council:
    council = a_council(embedded_store, channels=("telegram",))
    council.discuss(council.practitioner, ["in depth"], date(2026, 7, 6))
    return council


@pytest.mark.parametrize(
    "asked", [{"text": "/summary"}, {"text": "Summary"}, {"button": "!summary:2026-07"}]
)
def test_while_a_summary_is_counted_others_write(
    council: Council, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    ruth, counted = a_manager(council), list[str]()
    keep = kept.bring_up_to_date

    def counts(store: Store, team_id: str, month: Month, now: datetime) -> None:
        with closing(Store(store.url, store.cipher)) as other, other.writing() as session:
            a_team(session, "Written meanwhile")
        keep(store, team_id, month, now)
        counted.append(str(month))

    monkeypatch.setattr(kept, "bring_up_to_date", counts)
    dialogue = Dialogue(council.store, shipped(), DutyNumbers("01632 960 100", "01632 960 417"))
    told = dialogue.receive(Incoming("telegram", f"telegram-{ruth.id}", "1", **asked), NOW)  # type: ignore[arg-type]
    assert counted == ["2026-07"]
    assert told.fresh


@pytest.mark.parametrize("asked", [{"text": "/drafts"}, {"text": "/summary gibberish"}])
def test_nothing_is_counted_for_anything_else(
    council: Council, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    ruth, counted = a_manager(council), list[str]()
    monkeypatch.setattr(kept, "bring_up_to_date", lambda *_: counted.append(""))
    dialogue = Dialogue(council.store, shipped(), DutyNumbers("01632 960 100", "01632 960 417"))
    dialogue.receive(Incoming("telegram", f"telegram-{ruth.id}", "1", **asked), NOW)  # type: ignore[arg-type]
    assert counted == []
