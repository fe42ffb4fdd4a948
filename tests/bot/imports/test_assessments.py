from pathlib import Path

from tests.bot.imports.council import CHILDREN, TEAMS, a_store, check, places

HEAD = "assessment_ref,child_ref,started_on,authorised_on\n"


def test_an_end_before_its_start_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, teams=TEAMS, children=CHILDREN)
    plan = check(store, "assessments", HEAD + "AS-1,CH-0417,3/9/2026,1/9/2026\n")
    assert places(plan.rejected) == [(2, "authorised_on", "2026-09-01")]


def test_a_child_and_a_worker_who_are_not_here_are_kept_and_asked_about(tmp_path: Path) -> None:
    store = a_store(tmp_path, teams=TEAMS, children=CHILDREN)
    rows = "assessment_ref,child_ref,started_on,person_ref\nAS-1,77,3/9/2026,P9\n"
    plan = check(store, "assessments", rows)
    assert places(plan.queried) == [(2, "child_ref", "77"), (2, "person_ref", "P9")]
    assert len(plan.added) == 1
