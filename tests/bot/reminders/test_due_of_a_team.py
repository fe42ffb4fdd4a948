"""What is due about some people is what is due about all, narrowed, and that much work."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.forecast import forecast
from bot.reminders import KINDS
from storage.people import people_in
from tests.benchmarks.made import council_of_meetings
from tests.storage.plans import steps

MONTH_END = datetime(2026, 12, 29, 10, tzinfo=UTC)
AGREEING = datetime(2026, 12, 1, 10, tzinfo=UTC)


def test_what_is_due_about_a_team_is_its_part_of_what_is_due(tmp_path: Path) -> None:
    store, of = council_of_meetings(tmp_path, 3, 1)
    with closing(store), store.reading() as session:
        found = 0
        for moment in (MONTH_END, AGREEING):
            day = moment.date()
            within = [one.id for one in people_in(session, [of.team.id], day)]
            for kind in KINDS:
                every = kind.due(session, day)
                own = [due for due in every if due.practitioner_id in within]
                assert kind.due(session, day, None, within) == own
                assert kind.due(session, day, None, []) == []
                subjects = [due.subject for due in every]
                assert kind.due(session, day, subjects, within) == own
                found += len(own)
        assert found > 0


def test_what_is_due_for_a_team_is_no_more_work_in_a_larger_council(tmp_path: Path) -> None:
    works = []
    for teams in (3, 12):
        store, of = council_of_meetings(tmp_path, teams, 1)
        with closing(store), store.reading() as session:
            ids = [of.team.id]
            works.append(steps(session, lambda: forecast(session, MONTH_END, ids)))  # noqa: B023 - asked at once
    assert works[1] <= 1.1 * works[0] + 100
