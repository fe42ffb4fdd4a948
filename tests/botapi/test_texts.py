"""Texts and queues: rules that hold whatever is sent."""

import html

from hypothesis import given
from hypothesis import strategies as st

from tests.botapi.arguments import Arguments
from tests.botapi.clock import Clock
from tests.botapi.html_entities import parse_html
from tests.botapi.texts import cleaned, message_text, utf16_units
from tests.botapi.update_queue import UpdateQueue

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote"])


@given(TEXTS)
def test_an_escaped_text_comes_through_html_unchanged(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(TEXTS, TAGS, TEXTS)
def test_an_entity_covers_what_its_tag_enclosed(before: str, tag: str, inside: str) -> None:
    source = f"{html.escape(before)}<{tag}>{html.escape(inside)}</{tag}>"
    escaped = source.replace("&#x27;", "'")
    text, (entity,) = parse_html(escaped)
    assert text == before + inside
    assert (entity["offset"], entity["length"]) == (utf16_units(before), utf16_units(inside))


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


def test_entities_move_with_what_cleaning_takes_away() -> None:
    values = {"text": " \r\n<b>a\rb</b>\u202ec <i> </i>", "parse_mode": "HTML"}
    text, entities = message_text(Arguments(values))
    assert text == "abc"
    assert entities == [{"offset": 0, "length": 2, "type": "bold"}]


@given(st.lists(st.one_of(st.none(), st.integers(-1, 8)), max_size=20))
def test_nothing_is_lost_before_an_offset_confirms_it(steps: list[int | None]) -> None:
    queue = UpdateQueue(Clock(), lambda: None)
    queue.next_id = first = 1000
    confirmed = first
    for step in steps:
        if step is None:
            queue.push("message", {}, 60, "lane")
            continue
        offset = 0 if step < 0 else first + step
        confirmed = max(confirmed, offset)
        served = queue.take(offset, 100)
        assert [update.id for update in served] == list(range(confirmed, queue.next_id))
        confirmed = min(confirmed, queue.next_id)
