"""The audit of the dependencies: what of pip-audit's answers fails, and what is said."""

import json
from typing import Any

from tests.audit import NOT_CHECKED, verdict
from tests.each import each
from tests.lint import ROOT

SOUND = {"name": "alembic", "version": "1.20.1", "vulns": []}
FLAWED = {"name": "pydantic", "version": "2.14.3", "vulns": [{"id": "PYSEC-2026-1"}]}
SKIPPED = {"name": "typer", "skip_reason": "Dependency not found on PyPI"}


def told(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@each(
    "report, packages, fails, said",
    [
        (told(SOUND), 1, False, "Dependencies: 1 of 1 checked, 0 found."),
        (told(SOUND, FLAWED), 2, True, "pydantic 2.14.3: PYSEC-2026-1"),
        (told(SOUND, SKIPPED), 2, True, "typer: not checked (Dependency not found on PyPI)"),
        (told(SOUND), 2, True, "1 packages were not asked about"),
        (told(SKIPPED, SKIPPED), 2, False, NOT_CHECKED),
        (told(), 2, False, NOT_CHECKED),
        ("", 2, False, NOT_CHECKED),
        ("the network is unreachable", 2, False, NOT_CHECKED),
    ],
)
def test_a_finding_and_a_package_that_was_skipped_fail(
    report: str, packages: int, fails: bool, said: str
) -> None:
    found = verdict(report, packages)
    assert found.fails is fails
    assert said in found.lines


def test_what_was_not_checked_is_called_so() -> None:
    assert "NOT CHECKED" in NOT_CHECKED
    assert "checked," not in verdict(told(SKIPPED), 1).lines[0]


def test_continuous_integration_runs_it() -> None:
    assert "python -m tests.audit" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
