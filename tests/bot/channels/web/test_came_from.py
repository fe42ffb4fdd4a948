"""A list behind one part's finding leads back to the summary that it was opened from."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from bot.channels.web.came_from import CameFrom
from bot.channels.web.summary import LookedAt
from bot.channels.web.way_back import list_address
from bot.summary_paths import summary_path
from practice.calendar import Month
from storage.access import viewer_of
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import a_held_supervision
from tests.factories import a_person, a_team

KEY, NOVEMBER = "records.why", Month(2026, 11)


async def test_a_parts_list_leads_back_to_the_summary_above(tmp_path: Path) -> None:
    with a_held_supervision(tmp_path) as held:
        with held.context.store.writing() as session:
            part = a_team(session, "North")
            above = a_team(session, "Council")
            part.parent_id = above.id
            session.flush()
            manager = a_person(session, "Rosa Low", team=above, role="manager")
            viewer, now = viewer_of(session, manager), datetime(2026, 12, 1, tzinfo=UTC)
            view = LookedAt(above, NOVEMBER, now, viewer, (above, part))
        address = view.link(KEY, NOVEMBER, team_id=part.id)
        assert address is not None
        assert dict(parse_qsl(urlsplit(address).query))["above"] == above.id
        assert list_address(address) == address
        token = held.session_of(manager)
        async with over_asgi(held.context, cookies={"understory": token}) as client:
            page = (await client.get(address)).text
        assert f'href="{summary_path(above.id, NOVEMBER)}'.replace("&", "&amp;") in page
        other = CameFrom("", "f" * 32)
        assert other.back(view) == summary_path(above.id, NOVEMBER)


def test_the_own_list_says_nothing_of_a_team_above() -> None:
    assert CameFrom("", "").kept == {}
