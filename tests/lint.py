"""Lint, formatting, types, import contracts and dead code alone: `uv run python -m tests.lint`.

The one list of checks: tests/test_house.py runs it too, and so does the commit hook.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports", "--no-cache"),
    ("vulture",),
)


def command(check: tuple[str, ...]) -> list[str]:
    """Return a check as run by the tools beside this Python."""
    return [str(Path(sys.executable).with_name(check[0])), *check[1:]]


def main() -> int:
    """Run every check, whatever the others found; return 1 where any failed."""
    ended = [subprocess.run(command(check), cwd=ROOT, check=False).returncode for check in CHECKS]
    return int(any(ended))


if __name__ == "__main__":
    sys.exit(main())
