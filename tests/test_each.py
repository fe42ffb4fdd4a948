"""Cases that share a test are all tried, and each that fails is named."""

import inspect
from pathlib import Path

import pytest

from tests.each import each


def test_every_case_that_fails_is_named_and_no_other() -> None:
    @each("number, half", [(2, 1), (3, 1), (4, 2), (5, 2)])
    def halves(number: int, half: int) -> None:
        assert number == 2 * half

    with pytest.raises(AssertionError) as failed:
        halves()
    told = str(failed.value)
    assert told.startswith("2 of 4 cases:\n(3, 1): ")
    assert "\n(5, 2): " in told
    assert "(2, 1)" not in told


def test_what_was_to_be_raised_and_an_error_of_another_kind_are_named_too() -> None:
    @each("text", ["1", "one"])
    def refused(text: str) -> None:
        with pytest.raises(ZeroDivisionError):
            int(text)

    with pytest.raises(AssertionError, match=r"(?s)2 of 2.*'1': Failed.*'one': ValueError"):
        refused()


def test_tables_of_cases_are_multiplied() -> None:
    seen = []

    @each("row", "ab")
    @each("column", [1, 2])
    def table(row: str, column: int) -> None:
        seen.append((row, column))

    table()
    assert seen == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


@each("name", ["a", "b"])
def test_fixtures_are_given_as_to_any_test(name: str, tmp_path: Path) -> None:
    assert not (tmp_path / name).exists()
    (tmp_path / name).touch()


def test_pytest_is_asked_for_fixtures_alone() -> None:
    test = test_fixtures_are_given_as_to_any_test
    assert list(inspect.signature(test).parameters) == ["tmp_path"]


def test_a_test_without_cases_is_refused() -> None:
    with pytest.raises(AssertionError, match="no case of text"):
        each("text", [])
