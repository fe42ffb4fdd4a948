"""Calls in doubt: one a card, the surest first, answered by a tap, and taken back."""

import re
from html import unescape
from random import Random

import httpx
import pytest

from bot.channels.web.sessions import form_token
from practice.calendar import Month, london_day, months_back
from tests.bot.channels.web.contexts import signed_in
from tests.bot.channels.web.doubt_cards import (
    BACK,
    CANNOT_SAY,
    NO,
    PATH,
    YES,
    audited,
    hidden,
    seen,
    stored,
    tap,
    through,
)
from tests.bot.channels.web.doubted import NAMES, Doubted


async def test_one_call_a_card_the_surest_first_until_nothing_waits(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        assert "5 calls wait to be looked at, the surest first." in page
        about = await through(client, calls, NO)
        assert about[-1] == "CO-HEARD", "what fits least comes last"
        assert sorted(about) == ["CO-HEARD", "CO-SURE", "CO-TWO-1", "CO-WEST", "CO-WRITTEN"]
        assert "Nothing waits to be looked at in September 2026." in await seen(client, calls)


async def test_both_rows_stand_side_by_side_with_what_agrees_and_differs_in_words(
    calls: Doubted,
) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        while "Benedict" not in page:
            _, page = await tap(client, hidden(page), NO)
    assert "Is this the same child?" in page
    assert "<td" in page.split(">Benedict<")[0]
    for words in (
        "CO-HEARD came on 9 September 2026 from school about neglect. CH-1002 was open",
        "day and month changed places",
        "The same: forename, surname, postcode. Nearly: birth date.",
        "11 September 2012",
        "9 November 2012",
        ">Same child<",
        ">Another child<",
        ">I cannot say<",
    ):
        assert words in page, words
    assert re.search(r"about \d\d in 100 pairs like this are one child", page)
    assert not any(name in page for name in ("Whitlock-Doe", "Penhaligon"))


async def test_where_references_name_the_child_no_name_is_shown(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        for _ in range(2):
            assert ("Was this case open?" in page) or ("about one event?" in page)
            assert not any(name in page for name in NAMES)
            assert audited(calls, "names compared") == []
            _, page = await tap(client, hidden(page), CANNOT_SAY)
        assert "Is this the same child?" in page
    assert audited(calls, "names compared") == [
        ("contact", calls.council.manager.id),
        ("child", calls.council.manager.id),
    ]


async def test_an_answer_changes_the_true_count_and_taken_back_it_does_not(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        before = await told(client, calls)
        assert before == "24 of 24 recorded contacts, between 19 and 24: 5 nobody looked at."
        page = await seen(client, calls)
        while "CO-SURE came" not in page:
            _, page = await tap(client, hidden(page), CANNOT_SAY)
        _, page = await tap(client, hidden(page), YES)
        assert "Saved. CO-SURE is about CH-1001: a call on an open case." in page
        after = "23 of 24 recorded contacts, between 19 and 23: 2 nobody looked at, 2 nobody could"
        assert after in await told(client, calls)
        back = re.findall(r'name="of" value="(\w+)"', page)[0]
        for _ in range(2):
            sent = await client.post(BACK, data={**hidden(page), "of": back})
            page = unescape((await client.get(sent.headers["location"])).text)
            assert "Taken back. It waits to be looked at again." in page
        assert "CO-SURE came" in page
        assert "24 of 24" in await told(client, calls)
    assert stored(calls) == 4, "taken back twice is taken back once"


async def told(client: httpx.AsyncClient, calls: Doubted) -> str:
    """Return what the summary says of the true contacts."""
    page = unescape((await client.get("/summary", params=calls.at)).text)
    found = re.search(r"\d+ of \d+ recorded contacts, between[^.]+\.", page)
    assert found, page
    assert ("Look at these calls, one by one" in page) == ("nobody looked at" in found[0])
    return found[0]


async def test_a_double_tap_stores_one_answer(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        card = hidden(await seen(client, calls))
        for _ in range(2):
            _, page = await tap(client, card, YES)
            assert "Saved." in page
    assert stored(calls) == 1


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.thorough)])
async def test_whatever_is_answered_and_corrected_page_and_figure_say_the_same(
    calls: Doubted, seed: int
) -> None:
    rng, undone = Random(seed), list[int]()  # noqa: S311 - a test's
    async with signed_in(calls.council, calls.council.manager) as client:
        for _ in range(14):
            page = await seen(client, calls)
            backs = re.findall(r'name="of" value="(\w+)"', page)
            deed = rng.choice(["answer"] * 4 + ["back", "correct", "undo"])
            if deed == "answer" and 'class="us-pair__answers"' in page:
                await tap(client, hidden(page), rng.choice([YES, YES, NO, CANNOT_SAY]))
            elif deed == "back" and backs:
                place = {**calls.at, "csrf": form_token(client.cookies["understory"])}
                await client.post(BACK, data={**place, "of": rng.choice(backs)})
            elif deed == "correct":
                postcode = f"DL{rng.randrange(1, 9)} 5QT"
                undone.append(calls.correct("CO-SURE", postcode=postcode))
            elif deed == "undo" and undone:
                calls.undo(undone.pop())
            await says_the_same(client, calls)


async def says_the_same(client: httpx.AsyncClient, calls: Doubted) -> None:
    page = await seen(client, calls)
    waits = re.search(r"(\d+) calls? waits? to be looked at", page)
    figure = unescape((await client.get("/summary", params=calls.at)).text)
    found = re.search(
        r"(\d+) of 24 recorded contacts(?:, between (\d+) and (\d+): (?:(\d+) nobody looked at)?"
        r"(?:, )?(?:(\d+) nobody could tell)?)?\.",
        figure,
    )
    assert found
    true, low, high, unlooked, untold = (int(one or 0) for one in found.groups())
    held = [answer for answer, _ in calls.held().values()]
    assert true == 24 - held.count(YES)
    assert unlooked == (int(waits[1]) if waits else 0)
    assert untold == held.count(CANNOT_SAY)
    if unlooked or untold:
        assert (low, high) == (true - unlooked - untold, true)


async def test_the_page_of_the_data_leads_managers_there(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = unescape((await client.get("/quality")).text)
    assert f'href="{PATH}?month={calls.month}&team={calls.council.manager.team_id}"' in page


async def test_a_file_that_corrects_a_row_while_somebody_looks_has_it_looked_at_again(
    calls: Doubted,
) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        while "CO-SURE came" not in page:
            _, page = await tap(client, hidden(page), CANNOT_SAY)
        stale = hidden(page)
        number = calls.correct("CO-SURE", forename="Anna")
        _, page = await tap(client, stale, YES)
        assert "Nothing was stored. Look again." in page
        assert "CO-SURE" not in calls.held()
        _, page = await tap(client, hidden(page), NO)
        calls.undo(number)
        page = await seen(client, calls)
        assert "CO-SURE came" in page, "the no was said of another name"


async def test_what_nobody_asked_is_not_answered(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        card = hidden(await seen(client, calls))
        forged = {**card, "question": "event", "other": card["contact"]}
        _, page = await tap(client, forged, YES)
        assert "Nothing was stored." in page
        for wrong in (
            {"answer": "taken back"},
            {"question": "what"},
            {"facts": "x.1"},
            {"facts": "²."},
        ):
            sent = await client.post(PATH, data={**card, "answer": "yes", **wrong})
            assert sent.status_code == 404
        gone = await client.post(PATH, data={**card, "contact": "0" * 32, "answer": "yes"})
        assert gone.status_code == 403
        unsigned = await client.post(PATH, data={**card, "csrf": "x", "answer": "yes"})
        assert unsigned.status_code == 403
    assert stored(calls) == 0


async def test_other_months_are_a_tap_away_and_none_that_has_not_begun(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        before, after = (
            unescape(re.findall(rf'href="([^"]+)" rel="{rel}"', page)[0])
            for rel in ("prev", "next")
        )
        assert ("month=2026-08" in before, "month=2026-10" in after) == (True, True)
        earlier = await client.get(before)
        assert "Nothing waits to be looked at in August 2026." in unescape(earlier.text)
        today = london_day(calls.council.context.clock.now())
        while later := re.findall(r'href="([^"]+)" rel="next"', page):
            page = (await client.get(unescape(later[0]))).text
        assert f"/contacts/doubts?month={Month.of(today).previous()}" in unescape(page)


async def test_any_of_the_last_months_is_one_choice_away(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        page = await seen(client, calls)
        (form,) = re.findall(
            r'<form method="get" action="([^"]+)"[^>]*>(.+?)</form>', page, re.DOTALL
        )
        # Else a browser that goes back shows the month that was chosen over a page of another.
        assert page.count('autocomplete="off"') == 1
        months = re.findall(r'<option value="([^"]+)"( selected)?>', form[1])
        today = Month.of(london_day(calls.council.context.clock.now()))
        assert [one for one, _ in months] == [str(one) for one in reversed(months_back(today, 24))]
        assert [one for one, chosen in months if chosen] == [str(calls.month)]
        sent = {**dict(re.findall(r'name="(\w+)" value="([^"]*)">', form[1])), "month": "2026-02"}
        chosen = await client.get(form[0], params=sent)
    assert "Nothing waits to be looked at in February 2026." in unescape(chosen.text)


async def test_a_month_that_has_not_begun_has_no_page(calls: Doubted) -> None:
    async with signed_in(calls.council, calls.council.manager) as client:
        answer = await client.get(PATH, params={**calls.at, "month": "2031-01"})
    assert answer.status_code == 404
