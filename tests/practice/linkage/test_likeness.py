"""What agrees between two people and what differs, column by column."""

from practice.linkage.levels import Level
from practice.linkage.likeness import likeness
from practice.linkage.people import Person
from tests.each import each

ONE = Person("A", "Benedict", "Okonkwo", "2012-11-09", "DL3 2RX")


@each(
    "other, level, column",
    [
        (Person("B", "Benedict Paul", "", "", ""), Level.VARIANT, "forename"),
        (Person("B", "Benedikt", "", "", ""), Level.SLIP, "forename"),
        (Person("B", "Yusra", "", "", ""), Level.DIFFERENT, "forename"),
        (Person("B", "", "OKONKWO", "", ""), Level.EXACT, "surname"),
        (Person("B", "", "", "2012-09-11", ""), Level.VARIANT, "birth_date"),
        (Person("B", "", "", "2012-11-08", ""), Level.SLIP, "birth_date"),
        (Person("B", "", "", "", "dl32rx"), Level.EXACT, "postcode"),
        (Person("B", "", "", "", "DL3 9ZZ"), Level.NEAR, "postcode"),
        (Person("B", "", "", "", ""), Level.MISSING, "postcode"),
    ],
)
def test_each_column_has_its_level_whichever_comes_first(
    other: Person, level: Level, column: str
) -> None:
    assert likeness(ONE, other).levels[column] is level
    assert likeness(other, ONE).levels[column] is level


def test_a_nickname_is_a_variant() -> None:
    found = likeness(Person("A", "Elizabeth"), Person("B", "Lizzie"))
    assert found.levels["forename"] is Level.VARIANT


def test_names_that_changed_places_are_told() -> None:
    found = likeness(ONE, Person("B", "Okonkwo", "Benedict"))
    assert found.swapped
    assert not likeness(ONE, ONE).swapped
