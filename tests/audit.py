"""What code and dependencies are known to do wrong: `uv run --group audit python -m tests.audit`.

bandit looks through the code that ships. pip-audit asks a database of vulnerabilities about every
package that is installed with it: a finding fails, and so does one package that was skipped. Where
the database cannot be reached at all, that is said, and nothing is taken for checked.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.lint import ROOT, command

SHIPPED = ("bot", "practice", "prompts", "reports", "storage")
CODE = ("bandit", "-q", "-c", "pyproject.toml", "-r", *SHIPPED)
EXPORT = ("uv", "export", "-q", "--no-dev", "--no-emit-project", "--format", "requirements-txt")
NOT_CHECKED = (
    "Dependencies: NOT CHECKED. No database of vulnerabilities could be reached from here. "
    "docs/deployment.md says how to check them where one can."
)


@dataclass(frozen=True)
class Verdict:
    """What came of asking about the dependencies: whether it fails, and what to print."""

    fails: bool
    lines: tuple[str, ...]


def verdict(report: str, packages: int) -> Verdict:
    """Return what the JSON of pip-audit means, which was asked about so many packages."""
    try:
        told: Sequence[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Verdict(False, (NOT_CHECKED,))
    skipped = [one for one in told if "skip_reason" in one]
    found = [
        f"{one['name']} {one['version']}: {flaw['id']}"
        for one in told
        for flaw in one.get("vulns", ())
    ]
    if len(skipped) == len(told):
        return Verdict(False, (NOT_CHECKED,))
    unasked = [f"{one['name']}: not checked ({one['skip_reason']})" for one in skipped]
    missing = packages - len(told)
    if missing > 0:
        unasked.append(f"{missing} packages were not asked about")
    checked = f"Dependencies: {len(told) - len(skipped)} of {packages} checked, {len(found)} found."
    return Verdict(bool(found or unasked), (*found, *unasked, checked))


def main() -> int:
    """Look through the code and ask about the dependencies; return 1 where either fails."""
    code = subprocess.run(command(CODE), cwd=ROOT, check=False).returncode
    asked = _asked()
    print("\n".join(asked.lines))  # noqa: T201 - a command
    return int(bool(code) or asked.fails)


def _asked() -> Verdict:
    with TemporaryDirectory() as folder:
        listed, report = Path(folder, "requirements.txt"), Path(folder, "report.json")
        export = subprocess.run(EXPORT, cwd=ROOT, check=True, capture_output=True, text=True)
        listed.write_text(export.stdout, encoding="utf-8")
        # Its --strict ends at the first package that is skipped, and says nothing of the others.
        ask = ("pip-audit", "--disable-pip", "--progress-spinner", "off")
        subprocess.run(
            command((*ask, "-r", str(listed), "-f", "json", "-o", str(report))),
            cwd=ROOT,
            check=False,
            stderr=subprocess.DEVNULL,
        )
        told = report.read_text(encoding="utf-8") if report.exists() else ""
    # What only another system needs stands behind a semicolon, and is not asked about here.
    needed = [line for line in export.stdout.splitlines() if "==" in line and ";" not in line]
    return verdict(told, len(needed))


if __name__ == "__main__":
    sys.exit(main())
