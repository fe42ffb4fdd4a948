from pathlib import Path

from tests.bot.imports.council import CHILDREN, TEAMS, a_store, check, places

HEAD = "referral_ref,child_ref,received_on,decided_on\n"


def test_an_end_before_its_start_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path, teams=TEAMS, children=CHILDREN)
    plan = check(store, "referrals", HEAD + "RE-1,CH-0417,3/9/2026,1/9/2026\n")
    assert places(plan.rejected) == [(2, "decided_on", "2026-09-01")]
