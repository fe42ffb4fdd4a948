from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.cells import Cell
from bot.sheets.plan import Change, ParsedFile, ParsedRow
from bot.sheets.row_checker import RowChecker, circles, likeness


@dataclass(frozen=True)
class Kept:
    id: str
    values: dict[str, Cell] = field(default_factory=dict)


def checker(*rows: dict[str, Cell]) -> RowChecker:
    return RowChecker(ParsedFile([ParsedRow(i, row) for i, row in enumerate(rows, 2)], []))


def by_ref(entry: ParsedRow) -> str:
    return entry.text("ref")


def test_new_changed_and_unchanged_rows_are_told_apart() -> None:
    rows: list[dict[str, Cell]] = [
        {"ref": "1", "team": "a"},
        {"ref": "2", "team": "b"},
        {"ref": "3", "team": "c"},
    ]
    stored = {
        "2": Kept("id2", {"ref": "2", "team": "x", "email": "e"}),
        "3": Kept("id3", {"ref": "3", "team": "c", "email": "e"}),
    }
    plan = checker(*rows).compare(by_ref, stored)
    assert plan.added == [rows[0]]
    assert plan.changed == {"id2": {"team": "b"}}
    assert plan.changes == [Change(3, "team", "x", "b")]
    assert (plan.unchanged, plan.accepted) == (1, 3)


def test_rows_that_say_the_same_count_once_and_are_asked_about() -> None:
    both = checker({"ref": "1"}, {"ref": "1"})
    both.one_row_each(by_ref, "ref")
    plan = both.compare(by_ref, {})
    assert (len(plan.added), plan.unchanged) == (1, 1)
    assert [fault.row for fault in plan.queried] == [3]


def test_rows_about_the_same_add_up_for_empty_contradicts_nothing() -> None:
    both = checker({"ref": "1", "team": "a"}, {"ref": "1"}, {"ref": "1", "email": "e"})
    both.one_row_each(by_ref, "ref")
    plan = both.compare(by_ref, {})
    assert plan.added == [{"ref": "1", "team": "a", "email": "e"}]
    assert [(fault.row, fault.why) for fault in plan.queried] == [
        (3, "This is about the same as row 2."),
        (4, "This is about the same as row 2."),
    ]


def test_a_removal_contradicts_a_value() -> None:
    both = checker({"ref": "1", "team": "a"}, {"ref": "1", "team": None})
    both.one_row_each(by_ref, "ref")
    assert both.compare(by_ref, {}).rejected_rows == 2


def test_what_is_removed_is_told_and_what_was_not_there_is_not() -> None:
    rows = checker({"ref": "1", "team": None, "email": None})
    plan = rows.compare(by_ref, {"1": Kept("id1", {"ref": "1", "team": "a", "email": None})})
    assert plan.removals == [Change(2, "team", "a", None)]
    assert plan.changed == {"id1": {"team": None}}


def test_rows_that_contradict_one_another_are_all_rejected() -> None:
    both = checker({"ref": "1", "team": "a"}, {"ref": "1", "team": "b"}, {"ref": "2"})
    both.one_row_each(by_ref, "ref")
    plan = both.compare(by_ref, {})
    assert [(fault.row, fault.why) for fault in plan.rejected] == [
        (2, "Rows 2, 3 contradict one another in team."),
        (3, "Rows 2, 3 contradict one another in team."),
    ]
    assert plan.added == [{"ref": "2"}]


def test_a_repeat_of_a_row_that_is_refused_later_is_refused_with_it() -> None:
    both = checker({"ref": "1"}, {"ref": "1"})
    both.one_row_each(by_ref, "ref")
    both.reject(both.kept[0], "ref", "Why.", "Remedy.")
    plan = both.compare(by_ref, {})
    assert (plan.rejected_rows, plan.accepted, list(plan.queried)) == (2, 0, [])


def test_a_new_reference_that_looks_like_another_is_asked_about_and_kept() -> None:
    rows = checker({"ref": "417"}, {"ref": "CH-9"}, {"ref": "ch 009"})
    rows.ask_about_look_alikes("ref", ["0417"])
    plan = rows.compare(by_ref, {"0417": Kept("id")})
    assert [(fault.row, fault.value) for fault in plan.queried] == [
        (2, "417"),
        (3, "CH-9"),
        (4, "ch 009"),
    ]
    assert len(plan.added) == 3


def test_references_that_only_share_their_digits_are_not_alike() -> None:
    assert likeness("1-23") != likeness("12-3")
    assert likeness("CH-0417") == likeness("ch417")


def test_whoever_is_above_themselves_is_found_and_nobody_else() -> None:
    assert circles({"a": "b", "b": "c", "c": "a", "d": "a", "e": "f"}) == {"a", "b", "c"}
    assert circles({"a": "a"}) == {"a"}
    assert circles({}) == set()


@given(st.dictionaries(st.integers(0, 12).map(str), st.integers(0, 12).map(str)))
def test_circles_are_those_who_come_back_to_themselves(above: dict[str, str]) -> None:
    def comes_back(start: str) -> bool:
        name = above[start]
        for _ in above:
            if name == start:
                return True
            name = above.get(name, "")
        return False

    assert circles(above) == {name for name in above if comes_back(name)}
