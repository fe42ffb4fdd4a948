"""A card's text as a page sets it, and a long record as a short card and as a page."""

import httpx

from bot.channels.web.passages import set_apart
from bot.channels.web.transcript import conversation
from bot.channels.web.whole import sections
from bot.messages import Button, Outgoing, from_json, to_json
from prompts.card import Card, Passage, Role
from storage.transcript import Said
from tests.bot.channels.web.contexts import MORNING, Council, signed_in

PLACE, SHOWS, ASK = "1 of 2 · CH-0402", "It is said to show, in these words:", "Do you agree?"
LINES = "\n".join(f"Line {n}: {'she slept at home ' * 8}end {n}" for n in range(9))
LONG = Outgoing(
    f"You have two parts to read.\n{PLACE}\n{LINES}\n{SHOWS}\na  Words: she slept\n{ASK}",
    ((Button("Agree", "d:1:agree"),),),
    passages=(("place", PLACE), ("name", SHOWS), ("ask", ASK)),
    folds=True,
)


def test_what_is_quoted_stands_apart_from_what_is_asked() -> None:
    text = 'CH-0402 · 4 of 9 · Risk\n"Dad <drinks>"\nWhat came before?\nSay the day.'
    passages = (
        ("place", "CH-0402 · 4 of 9 · Risk"),
        ("quote", '"Dad <drinks>"'),
        ("ask", "What came before?"),
        ("hint", "Say the day."),
    )
    shown = set_apart(text, passages)
    assert '<span class="us-said us-said--quote">&#34;Dad &lt;drinks&gt;&#34;</span>' in shown
    assert '<progress class="us-progress" value="4" max="9" aria-hidden="true">' in shown
    assert shown.count("\n") == 0


def test_words_that_are_not_there_any_more_leave_the_text_plain() -> None:
    assert set_apart("She hid.", [("ask", "What else?")]) == "She hid."


def test_a_line_above_a_card_leaves_its_passages() -> None:
    card = Card("What else?", passages=(Passage(Role.ASK, "What else?"),)).led_by("Saved.")
    assert card.text == "Saved.\nWhat else?"
    assert card.passages == (Passage(Role.ASK, "What else?"),)


def test_a_card_comes_back_from_the_outbox_as_it_was() -> None:
    card = Outgoing("a", aside=(Button("All parts", "d:1:parts"),), fills="mine", folds=True)
    assert from_json(to_json(card)) == card
    assert from_json(to_json(LONG)) == LONG


def test_a_long_record_is_a_short_card_that_leads_to_all_of_it() -> None:
    line = Said("id", MORNING, True, to_json(LONG), ("d", 1))
    shown = conversation([line])
    assert shown.entries[0].folded
    assert "end 8" not in shown.entries[0].text
    assert "a  Words: she slept" in shown.entries[0].text
    assert ASK in shown.entries[0].text


def test_its_page_holds_every_line_under_its_name() -> None:
    found = sections(LONG)
    assert (found["title"], found["lead"], found["asked"]) == (
        PLACE,
        "You have two parts to read.",
        ASK,
    )
    parts = found["parts"]
    assert isinstance(parts, list)
    assert [heading for heading, _ in parts] == ["", SHOWS]
    assert [name for name, _ in parts[0][1]] == [f"Line {n}" for n in range(9)]


def test_an_action_is_named_once_above_all_that_is_said_of_it() -> None:
    told = (
        "What has happened: He hid.\nAction 1, what: Ring nan\nAction 1, who: Priya\n"
        "Action 2, what: See school\nAct by: Friday"
    )
    parts = sections(Outgoing(told))["parts"]
    assert isinstance(parts, list)
    assert parts[0][1] == [
        ("What has happened", "He hid."),
        ("Action 1", "What: Ring nan"),
        ("", "Who: Priya"),
        ("Action 2, what", "See school"),
        ("Act by", "Friday"),
    ]


async def test_the_page_of_a_whole_card_leads_back_where_there_is_none(council: Council) -> None:
    async with signed_in(council, council.practitioner) as client:
        answer: httpx.Response = await client.get("/whole", follow_redirects=False)
        other = await client.get("/whole", params={"entry": "x"}, follow_redirects=False)
    assert {answer.headers["location"], other.headers["location"]} == {"/#newest"}


def test_a_fact_says_first_what_it_is() -> None:
    text = "CH-0417\nAct by: 20 November 2026.\nPriya shared a reflection."
    facts = [(Role.FACT, line) for line in text.splitlines()[1:]]
    assert set_apart(text, facts) == (
        '<span class="us-ref">CH-0417</span>'
        '<span class="us-said us-said--fact"><b>Act by:</b> 20 November 2026.</span>'
        '<span class="us-said us-said--fact">Priya shared a reflection.</span>'
    )


def test_the_beginning_of_a_long_record_keeps_its_lines() -> None:
    shown = set_apart(LONG.text, LONG.passages, folded=True)
    assert "end 0\nLine 1: she" in shown
    assert "Line 3" not in shown
    assert "…" in shown
