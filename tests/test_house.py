"""The house: lint, types and import contracts, in the same command as every other test."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.lint import CHECKS, ROOT, command

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOUSE = {"bot", "prompts", "storage", "reports", "practice"}
MODEL = "practice/evidence/model/tagger.onnx"  # its size is asserted in tests/practice
PINS = dict(line.split("==") for line in PROJECT["tool"]["uv"]["constraint-dependencies"])


# These look at the whole house: for half a minute and for seconds. The commit hook asks both.
_LONG = {("mypy",), ("vulture",)}


@pytest.mark.parametrize(
    "check",
    [pytest.param(one, marks=pytest.mark.long if one in _LONG else ()) for one in CHECKS],
    ids=" ".join,
)
def test_the_code_keeps_its_rules(check: tuple[str, ...]) -> None:
    done = subprocess.run(command(check), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.long
def test_every_name_excused_from_the_search_for_dead_code_needs_it() -> None:
    unexcused = command(("vulture", "--ignore-names", "nothing"))
    done = subprocess.run(unexcused, cwd=ROOT, capture_output=True, text=True, check=False)
    found = set(re.findall(r"unused \w+ '(\w+)'", done.stdout))
    assert sorted(set(PROJECT["tool"]["vulture"]["ignore_names"]) - found) == []


def test_the_commit_hook_runs_the_same_checks_and_fetches_nothing(tmp_path: Path) -> None:
    settings = ROOT / ".pre-commit-config.yaml"
    valid = subprocess.run(
        command(("pre-commit", "validate-config", str(settings))),
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert valid.returncode == 0, valid.stdout + valid.stderr
    said = settings.read_text(encoding="utf-8")
    assert re.findall(r"repo: (.+)", said) == ["local"]
    assert re.findall(r"entry: (.+)", said) == ["uv run python -m tests.lint"]


def test_every_package_stands_under_the_import_contracts() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "tools"}
    contracts = PROJECT["tool"]["importlinter"]["root_packages"]
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert packages == HOUSE == set(contracts) == set(wheel)


def test_every_installed_package_is_pinned_to_what_was_tested() -> None:
    here = {_key(d.metadata["Name"]): d.version for d in distributions(path=_site())}
    here.pop("understory")
    pinned = {_key(name): version for name, version in PINS.items()}
    assert {name: pinned.get(name) for name in here} == here


def _key(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def _site() -> list[str]:
    return [path for path in sys.path if path.endswith("site-packages")]


@pytest.mark.parametrize("folder", sorted(HOUSE))
def test_no_module_outgrows_a_reader(folder: str) -> None:
    long = [
        path
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 300
    ]
    assert long == []


def test_nothing_committed_names_a_registry_or_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.split("\0") if name]
    assert not [name for name in names if name.endswith((".lock", "package-lock.json"))]
    big = [n for n in names if (ROOT / n).is_file() and (ROOT / n).stat().st_size > 1_000_000]
    assert big == [MODEL]


@pytest.mark.parametrize("database", ["embedded", "postgres"])
def test_what_is_on_postgresql_as_well_is_left_to_the_long_run(
    request: pytest.FixtureRequest, database: str
) -> None:
    marked = request.node.get_closest_marker("long") is not None
    assert marked == (database == "postgres")


@pytest.mark.long
def test_what_is_measured_or_killed_is_no_part_of_the_long_run() -> None:
    asked = ["-q", "-n", "0", "--collect-only", "-m", "long and (benchmark or kill)"]
    apart = [sys.executable, "-m", "pytest", *asked, "tests/benchmarks", "tests/kill"]
    found = subprocess.run(apart, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, found.stdout
