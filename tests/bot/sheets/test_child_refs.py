import pytest

from bot.sheets.child_refs import child_ref
from bot.sheets.errors import CellError


@pytest.mark.parametrize(
    "cell",
    ["0", "000", "-", "?", "Unknown", "not known", "N/K", "TBC", "Unborn", "unborn baby", "0.0"],
)
def test_a_word_that_names_no_child_is_no_reference(cell: str) -> None:
    with pytest.raises(CellError, match="names no child"):
        child_ref(cell)


@pytest.mark.parametrize(
    "cell", ["CH-0417", "417.0", "Unborn-12", "NEWTON", "\u0645\u062d\u0645\u062f"]
)
def test_what_can_be_told_from_others_is_one(cell: str) -> None:
    assert child_ref(cell) == cell.removesuffix(".0")
