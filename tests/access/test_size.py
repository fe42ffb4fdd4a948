"""How many cells are tried: at least two thousand; and whose every day."""

from bot.registered_commands import COMMANDS
from reports.selection import LISTED
from tests.access import test_commands, test_files, test_pages
from tests.access.council import DRAFTS, MEETINGS, RECORDS, THINGS
from tests.access.people import EVERY_DAY, EVERYBODY, HERE, PEOPLE, STRANGERS, TEAMS


def cells() -> dict[str, int]:
    """Return how many cells each test tries: somebody, a way, and an id in its place."""
    records = len(test_pages.named()) + len(MEETINGS)
    opened = [(who, team) for who in HERE for team in TEAMS if test_pages.summary_opens(who, team)]
    lists = sum(len(LISTED) - 1 for _, team in opened if team in test_pages.DEEPLY)
    return {
        "buttons": len(list(test_commands.swapped())),
        "cards": len(list(test_commands.stale_cards())) * 5,
        "commands": len(HERE) * len(COMMANDS),
        "strangers in chat": len(list(test_commands.to_strangers())),
        "pages of strangers": len(list(test_pages.strangers_pages()))
        + 2 * len(RECORDS) * len(STRANGERS),
        "open pages": len(EVERYBODY) * 4,
        "records, read and added to": len(HERE) * records * 2,
        "lists of records": len(HERE) * (1 + len(test_pages.narrowed())),
        "summaries and lists": len(HERE) * len(TEAMS) * 2 + lists,
        "drafts from a page": len(HERE) * len(DRAFTS) * 3,
        "journals": len(HERE) * len(test_pages.named()) * 2,
        "devices of others": sum(len(test_pages.foreign_devices(who)) for who in HERE),
        "files": len(list(test_files.cells())),
    }


def test_at_least_two_thousand_cells_are_tried() -> None:
    assert sum(cells().values()) >= 2_000, cells()


def test_whoever_is_tried_every_day_holds_each_role_and_stands_in_each_way_to_each_row() -> None:
    here = [one for one in PEOPLE if one.name in HERE]
    tried = [one for one in here if one.name in EVERY_DAY]
    assert {one.role for one in tried} == {one.role for one in here}
    assert ways(EVERY_DAY) == ways(HERE)


def ways(names: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return as what these people stand to which rows of the table."""
    return {
        (one.row, column)
        for one in THINGS
        for column, stands in one.stands.items()
        if set(stands) & set(names)
    }
