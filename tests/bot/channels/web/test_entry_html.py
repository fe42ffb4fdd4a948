"""A line from its shape is the line that the template would have shown."""

from dataclasses import replace
from itertools import product

import pytest
from markupsafe import Markup

from bot.channels.web import entry_html as lines
from bot.channels.web.entry_html import entry_html, page_entries
from bot.channels.web.pages import fragment
from bot.channels.web.transcript import Entry
from bot.messages import Link

PLAIN = Entry("1.a", "bot", "What <b> & \"q\" 'p'", "9:02", "2026-10-12T09:02:00+01:00")
PICTURE = ("data:image/png;base64,AA==", "A & B", "<words>")


@pytest.mark.parametrize("who", ["bot", "person"])
def test_each_shape_of_a_line_is_what_its_template_shows(who: str) -> None:
    several = product(
        (None, "t.<k>"),
        (None, "Monday 12 October 2026"),
        (None, Markup("<i>2 of 9</i>")),
        (None, "r1"),
        ("", "Why & how?"),
        ((), (Link("One <1>", "/a?b=1&c=2"), Link("Two", "/b"))),
        (None, PICTURE),
    )
    for token, day, place, record, asks, links, picture in several:
        entry = replace(
            PLAIN, who=who, token=token, day=day, place=place, record_id=record, asks=asks,
            links=links, picture=picture, folded=bool(links),
        )  # fmt: skip
        for anchor in (False, True):
            asked = {"entry": entry, "anchor": anchor}
            assert entry_html(entry, anchor=anchor) == fragment("_entry.html", asked)


def test_words_that_look_like_a_slot_stay_as_they_were_written() -> None:
    odd = replace(PLAIN, text="\ue000id\ue001 \ue000text\ue001", asks="\ue000asks\ue001")
    assert entry_html(odd) == fragment("_entry.html", {"entry": odd, "anchor": False})


def test_no_word_of_a_line_is_kept() -> None:
    entry_html(replace(PLAIN, text="a secret", asks="a secret", day="a secret"))
    shape = lines._shape(replace(PLAIN, asks="x", day="x"), anchor=False)
    assert "secret" not in repr(lines._between(shape))
    assert lines._between.cache_info().hits


def test_the_newest_leads_to_what_the_person_said_last_or_to_the_first_line() -> None:
    bot, person = PLAIN, replace(PLAIN, id="2.b", who="person")
    at = [['id="newest"' in one for one in page_entries(said)] for said in (
        [bot, person, bot, person, bot], [bot, bot], [],
    )]  # fmt: skip
    assert at == [[False, False, False, True, False], [True, False], []]
