from pathlib import Path

from tests.bot.imports.council import CHILDREN, TEAMS, a_store, check, places


def test_a_conference_needs_its_child_and_day_and_says_yes_or_no(tmp_path: Path) -> None:
    store = a_store(tmp_path, teams=TEAMS, children=CHILDREN)
    rows = "IC-1,CH-0417,,yes\nIC-2,,3/9/2026,yes\nIC-3,CH-0417,3/9/2026,perhaps\n"
    plan = check(store, "conferences", "conference_ref,child_ref,held_on,plan_made\n" + rows)
    assert places(plan.rejected) == [
        (2, "held_on", ""),
        (3, "child_ref", ""),
        (4, "plan_made", "perhaps"),
    ]
