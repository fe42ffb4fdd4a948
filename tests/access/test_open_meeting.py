"""Who reads what two people write apart in an open meeting, as the table says it."""

import pytest

from practice.access import (
    BlindAnswer,
    RecordFacts,
    Role,
    Viewer,
    Visibility,
    may_read,
    may_read_blind,
)
from tests.access.table import rows

COLUMNS = {"who wrote it": "Priya", "the other of the two": "Sunil", "anybody else": "Olga"}
STANDS = {
    "an answer given apart, before it is shown": (False, True, False),
    "an answer given apart, before the other has answered": (True, False, False),
    "an answer given apart, once both have answered": (True, True, False),
    "an answer whose writer went on without the other": (True, False, True),
}


def test_every_row_is_tried() -> None:
    assert set(rows("An open meeting")) == {"a part of the meeting", *STANDS}


@pytest.mark.parametrize("row", STANDS)
def test_an_answer_given_apart_opens_as_the_table_says(row: str) -> None:
    is_given, is_answered, is_let_go = STANDS[row]
    answer = BlindAnswer(
        writer_id="Priya",
        other_id="Sunil",
        is_given=is_given,
        is_answered=is_answered,
        is_let_go=is_let_go,
    )
    said = rows("An open meeting")[row]
    for column, who in COLUMNS.items():
        assert may_read_blind(who, answer) == (said[column] == "reads"), column


def test_a_part_of_an_open_meeting_is_a_draft() -> None:
    part = RecordFacts(
        visibility=Visibility.CHILD, writer_id="Priya", other_id="Sunil", is_draft=True
    )
    said = rows("An open meeting")["a part of the meeting"]
    for column, who in COLUMNS.items():
        viewer = Viewer(person_id=who, role=Role.MANAGER, team_ids=frozenset())
        assert may_read(viewer, part) == (said[column] == "reads"), column
