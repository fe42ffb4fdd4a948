from pathlib import Path

from tests.bot.imports.council import CHILDREN, TEAMS, a_store, check, places

HEAD = "plan_ref,child_ref,kind,started_on,ended_on\n"


def test_an_end_before_its_start_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, teams=TEAMS, children=CHILDREN)
    plan = check(store, "plans", HEAD + "PL-1,CH-0417,CP,3/9/2026,1/9/2026\n")
    assert places(plan.rejected) == [(2, "ended_on", "2026-09-01")]
