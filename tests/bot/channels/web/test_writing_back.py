"""Who reads a reflection sees whose it is, and writes back to them by name."""

import re

from tests.bot.channels.web.contexts import Council, signed_in
from tests.bot.channels.web.test_binding import STORY, say, tap


async def a_shared_reflection(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = await tap(client, 1, await say(client, 2, STORY), "Yes")
        page = await tap(client, 3, page, "That&#39;s enough")
        await tap(client, 4, page, "Share with Sunil")
    with council.store.writing() as session:
        session.connection().exec_driver_sql(
            "update outbox_message set sent_at = made_at, sent_place = 1"
        )


async def test_what_can_be_read_says_whose_it_is(council: Council) -> None:
    await a_shared_reflection(council)
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/")).text
    assert ">Priya shared a reflection with you · " in page


async def test_the_banner_says_to_whom_and_about_which_child(council: Council) -> None:
    await a_shared_reflection(council)
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/")).text
        page = await tap(client, 1, page, "Read")
        entry = re.findall(r'href="/\?reply=([^"#]+)#entry-', page)[-1]
        page = (await client.get("/", params={"reply": entry})).text
        assert "You are writing back to Priya about Priya&#39;s reflection about CH-0417." in page
        assert f'name="replies_to" value="{entry}"' in page


async def test_what_is_typed_after_reading_is_asked_about(council: Council) -> None:
    await a_shared_reflection(council)
    async with signed_in(council, council.supervisor) as client:
        page = (await client.get("/")).text
        page = await tap(client, 1, page, "Read")
        page = await say(client, 2, "yes 9 is fine duty are going out tonight", card="none")
        assert "just after reading Priya&#39;s reflection about" in page
        page = await tap(client, 3, page, "A note to Priya")
    assert "Kept as a note on the reflection." in page
    assert "Which child is this about?" not in page
