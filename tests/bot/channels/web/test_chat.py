"""The conversation: what is sent is stored once, and shown."""

import re
from pathlib import Path

import pytest

from tests.bot.channels.web.contexts import Council, a_council, field, form, signed_in

TOKEN = "0123456789abcdef0123456789abcdef.text"  # noqa: S105 - a form's
WORDS = "visited 0417, she hid behind the sofa <b>& wouldnt</b> talk till he left"


async def test_a_first_visit_is_welcomed_once(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        first, second = (await client.get("/")).text, (await client.get("/")).text
    assert first.count("Hello Priya.") == second.count("Hello Priya.") == 1
    assert council.said(council.practitioner) == []


async def test_what_is_sent_is_stored_and_leads_back_to_the_newest(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        answer = await client.post("/say", data={**asked, "token": TOKEN, "text": WORDS})
        page = (await client.get("/")).text
    assert (answer.status_code, answer.headers["location"]) == (303, "/#newest")
    assert council.said(council.practitioner) == [WORDS]
    assert "&lt;b&gt;&amp; wouldnt&lt;/b&gt;" in page
    assert f'data-token="{TOKEN}"' in page
    assert '<span class="us-ref">CH-0417</span>' in page


async def test_a_script_is_given_what_is_new_and_not_the_page_again(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        page = (await client.get("/")).text
        sent = {"csrf": field(page, "csrf"), "token": TOKEN, "text": WORDS}
        answer = await client.post("/say", data={**sent, "after": _shown(page)[-1]})
        again = await client.post("/say", data={**sent, "after": _shown(page)[-1]})
        known = await client.post("/say", data={**sent, "after": _shown(answer.text)[-1]})
        whole = (await client.get("/")).text
    assert (answer.status_code, again.status_code, known.status_code) == (200, 200, 200)
    assert [*_shown(page), *_shown(answer.text)] == _shown(whole)
    assert _shown(again.text) == _shown(answer.text)
    assert _shown(known.text) == []
    assert f'data-token="{TOKEN}"' in answer.text
    assert "&lt;b&gt;&amp; wouldnt&lt;/b&gt;" in answer.text
    assert 'id="newest"' not in answer.text
    assert len(answer.text) < len(whole) / 2
    options = re.compile(r'id="options".*data-card="([^"]+)"|name="button" value="([^"]+)"')
    assert options.findall(answer.text) == options.findall(known.text) == options.findall(whole)
    assert council.said(council.practitioner) == [WORDS]


def _shown(page: str) -> list[str]:
    return re.findall(r'data-entry="([^"]+)"', page)


async def test_a_script_that_shows_nothing_that_is_known_is_given_the_conversation(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        sent = {**await form(client), "token": TOKEN, "text": WORDS}
        answer = await client.post("/say", data={**sent, "after": "nothing-of-ours"})
        whole = (await client.get("/")).text
    assert _shown(answer.text) == _shown(whole) != []


async def test_what_is_new_is_given_to_nobody_else_and_kept_by_nobody(council: Council) -> None:
    async with signed_in(council, council.practitioner) as mine:
        asked = await form(mine)
        async with signed_in(council, council.supervisor) as hers:
            await hers.get("/")
            forged = await hers.post(
                "/say", data={**asked, "token": TOKEN, "text": WORDS, "after": "x"}
            )
        answer = await mine.post(
            "/say", data={**asked, "token": TOKEN, "text": WORDS, "after": "x"}
        )
    assert forged.status_code == 403
    assert answer.headers["cache-control"] == "no-store"
    assert field(answer.text, "csrf") == asked["csrf"]
    assert council.said(council.supervisor) == []


async def test_sending_twice_with_one_token_stores_once(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        for _ in range(2):
            await client.post("/say", data={**asked, "token": TOKEN, "text": WORDS})
    assert council.said(council.practitioner) == [WORDS]


async def test_the_same_token_of_two_people_is_two_messages(council: Council) -> None:
    for person in (council.practitioner, council.supervisor):
        async with signed_in(council, person) as client:
            asked = await form(client)
            await client.post("/say", data={**asked, "token": TOKEN, "text": "/help"})
        assert council.said(person) == ["/help"]


async def test_a_tap_shows_as_the_words_of_its_button(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        await client.post("/say", data={**asked, "token": TOKEN, "text": WORDS})
        page = (await client.get("/")).text
        tap = page.split('name="button" value="')[1].partition('"')
        label = tap[2].partition(">")[2].partition("<")[0]
        await client.post(
            "/say", data={**asked, "token": TOKEN.replace("text", "button"), "button": tap[0]}
        )
    assert council.said(council.practitioner) == [WORDS, label]


async def test_the_button_of_tonight_is_on_the_page_once_and_gives_the_number(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        await client.post("/say", data={**asked, "token": TOKEN, "text": WORDS})
        page = (await client.get("/")).text
        tonight = {"token": TOKEN.replace("text", "tonight"), "text": "tonight"}
        await client.post("/say", data={**asked, **tonight})
        after = (await client.get("/")).text
    assert page.count(">A child may not be safe tonight</button>") == 1
    assert 'href="tel:01632960417"' in after
    assert 'href="tel:999"' in after


@pytest.mark.parametrize(
    ("sent", "notice"),
    [
        ({"token": TOKEN, "text": "  "}, "There was nothing to send."),
        ({"token": TOKEN, "text": "x" * 20_001}, "too long to send"),
        ({"token": TOKEN, "button": "x" * 65}, "too long to send"),
        ({"token": "", "text": "my words"}, "too old to send from"),
        ({"token": "a b c d e f g h i j k l", "text": "my words"}, "too old to send from"),
    ],
)
async def test_what_cannot_be_used_comes_back_in_the_box(
    council: Council, sent: dict[str, str], notice: str
) -> None:
    async with signed_in(council, council.practitioner) as client:
        answer = await client.post("/say", data={**await form(client), **sent})
    assert answer.status_code == 422
    assert notice in answer.text
    assert f">{sent.get('text', '')}</textarea>" in answer.text
    assert council.said(council.practitioner) == []


async def test_odd_text_is_kept_and_shown(council: Council) -> None:
    odd = ["מה קורה 🙂 \u202eabc", "a\x00b\x07c", "long " * 2_000]
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        for number, text in enumerate(odd):
            token = f"{number}{TOKEN[1:]}"
            answer = await client.post("/say", data={**asked, "token": token, "text": text})
            assert answer.status_code == 303
        assert (await client.get("/")).status_code == 200
    assert len(council.said(council.practitioner)) == 3


async def test_records_in_use_answer_503_and_the_same_form_stores_once_afterwards(
    tmp_path: Path,
) -> None:
    with a_council(tmp_path, busy_seconds=0.01) as council:
        async with signed_in(council, council.practitioner) as client:
            sent = {**await form(client), "token": TOKEN, "text": WORDS}
            with council.store.writing() as somebody:
                somebody.connection()
                answer = await client.post("/say", data=sent)
            assert answer.status_code == 503
            assert "The records are busy just now" in answer.text
            assert council.said(council.practitioner) == []
            assert (await client.post("/say", data=sent)).status_code == 303
        assert council.said(council.practitioner) == [WORDS]


async def test_the_same_token_with_other_words_is_a_fault_and_no_duplicate(
    council: Council,
) -> None:
    async with signed_in(council, council.practitioner) as client:
        first = {**await form(client), "token": "t" * 32, "text": "visited 0417 today"}
        sent = [await client.post("/say", data=first) for _ in range(2)]
        other = await client.post("/say", data={**first, "text": "she hid behind the sofa"})
    assert [answer.status_code for answer in sent] == [303, 303]
    assert other.status_code == 409
    assert "These were not kept" in other.text
    assert "she hid behind the sofa</textarea>" in other.text
    assert council.said(council.practitioner).count("visited 0417 today") == 1
    assert "she hid behind the sofa" not in council.said(council.practitioner)
