"""`python -m tests.benchmarks.measured_apart FILE PATH`: measure one file, and write its figures.

However long it takes: nothing here is taken for hanging.
"""

import sys
from pathlib import Path

import pytest

from tests.benchmarks import figures

_NEVER_LATE = ("-o", "faulthandler_timeout=0", "-o", "timeout=0")
_ALONE = ("-q", "-n", "0", "-p", "no:randomly", "-m", "benchmark", *_NEVER_LATE)


def main() -> int:
    """Measure and return pytest's exit code; what was measured until a fault is written too."""
    file, path = sys.argv[1:]
    code = pytest.main([*_ALONE, file])
    figures.Run(list(figures.FIGURES)).write(Path(path))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
