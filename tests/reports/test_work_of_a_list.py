"""A list behind a team's number is no more work in a larger council."""

from contextlib import closing
from pathlib import Path

import pytest

from practice.access import Role, Viewer
from practice.calendar import Month
from reports.drilldown import records_behind
from tests.benchmarks.council import NOW
from tests.benchmarks.made import council_of_meetings
from tests.storage.plans import steps

OCTOBER = Month(2026, 10)


@pytest.mark.long
@pytest.mark.parametrize("key", ["records.agreed", "children.discussed_share", "records.why"])
def test_a_list_behind_a_teams_number_reads_nothing_of_the_rest(tmp_path: Path, key: str) -> None:
    assert work(tmp_path, key, 12) <= 1.1 * work(tmp_path, key, 3) + 100


def work(tmp_path: Path, key: str, teams: int) -> int:
    store, of = council_of_meetings(tmp_path, teams, 1)
    viewer = Viewer(person_id=of.manager.id, role=Role.MANAGER, team_ids=frozenset({of.team.id}))
    with closing(store), store.reading() as session:
        return steps(session, lambda: records_behind(session, key, of.team, OCTOBER, NOW, viewer))
