"""The conversation as its page shows it."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.web.pages import fragment
from bot.channels.web.transcript import conversation, says_all_after
from bot.messages import Button, Link, Outgoing, Picture, to_json
from storage.transcript import Said

AT = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)


def ours(text: str, *labels_and_data: tuple[str, str], at: datetime = AT, key: str = "a") -> Said:
    buttons = tuple((Button(label, data),) for label, data in labels_and_data)
    return Said(key, at, True, to_json(Outgoing(text, buttons)))


def theirs(text: str, at: datetime = AT, key: str = "me.0123.text") -> Said:
    return Said(key, at, False, text)


def shown(text: str) -> str:
    return conversation([ours(text)]).entries[0].text


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("see CH-0417.", 'see <span class="us-ref">CH-0417</span>.'),
        ("ring 999.", 'ring <a class="govuk-link us-ref" href="tel:999">999</a>.'),
        (
            "Samaritans on 116 123, free",
            'Samaritans on <a class="govuk-link us-ref" href="tel:116123">116 123</a>, free',
        ),
        (
            "team: 01632 960 417.",
            'team: <a class="govuk-link us-ref" href="tel:01632960417">01632 960 417</a>.',
        ),
        ("CH-999 and 1999 and 0999", '<span class="us-ref">CH-999</span> and 1999 and 0999'),
        ("on 03 12 2026", "on 03 12 2026"),
        ("<b> & 'x'", "&lt;b&gt; &amp; &#39;x&#39;"),
        ("<CH-0417>", '&lt;<span class="us-ref">CH-0417</span>&gt;'),
    ],
)
def test_references_and_numbers_to_ring_are_marked_and_all_else_escaped(
    text: str, marked: str
) -> None:
    assert shown(text) == marked


def test_what_a_person_wrote_becomes_no_link() -> None:
    assert conversation([theirs("ring 01632 960 417")]).entries[0].text == "ring 01632 960 417"


def test_where_a_question_stands_is_set_apart() -> None:
    entry = conversation([ours("2 of 9 · The child\nWhat did they say?")]).entries[0]
    assert str(entry.place).partition("<")[0] == "2 of 9 · The child"
    assert 'value="2" max="9"' in str(entry.place)
    assert entry.text == "What did they say?"
    assert conversation([ours("2 of 9 · The child")]).entries[0].place is None


def test_a_day_is_named_where_it_begins_in_london() -> None:
    late = datetime(2026, 10, 12, 22, 30, tzinfo=UTC)
    lines = [theirs("a", late), theirs("b", late + timedelta(hours=1), "me.1.text")]
    lines.append(theirs("c", late + timedelta(hours=2), "me.2.text"))
    found = [(entry.day, entry.time) for entry in conversation(lines).entries]
    assert found == [
        ("Monday 12 October 2026", "23:30"),
        ("Tuesday 13 October 2026", "0:30"),
        (None, "1:30"),
    ]


def test_only_the_newest_of_our_messages_offers_its_buttons() -> None:
    lines = [ours("one", ("Yes", "d:1:yes")), theirs("Yes"), ours("two", ("Back", "d:2:back"))]
    spoken = conversation([*lines, theirs("words")])
    assert [option.value for option in spoken.options] == ["d:2:back"]
    assert spoken.newest == "0123.text"


def test_a_message_that_comes_by_itself_takes_no_button_away() -> None:
    asked = ours("one", ("Open it", "!continue:d"))
    told = conversation([theirs("words"), asked, ours("Somebody read something.")])
    assert [option.value for option in told.options] == ["!continue:d"]
    answered = conversation([asked, theirs("words"), ours("Sent.")])
    assert answered.options == ()


def test_buttons_are_told_apart_by_what_they_do() -> None:
    long = "Tell my supervisor that I am on my way"
    labels = (("Send", "d:1:send"), ("Back", "d:1:back"), ("A", "d:1:v:0"), (long, "d:1:v:1"))
    tonight = (("Tonight", "d:1:tonight"), ("Now", "!now"))
    options = conversation([ours("?", *labels, *tonight)]).options
    assert [option.kind for option in options] == ["main", "quiet", "", "wide"]


def test_a_persons_line_carries_the_token_it_was_sent_with_and_not_who_they_are() -> None:
    entry = conversation([theirs("words")]).entries[0]
    assert entry.id == entry.token == "0123.text"


def test_what_takes_a_message_away_is_no_line() -> None:
    taken = Said("b", AT, True, to_json(Outgoing("", deletes="17")))
    assert len(conversation([taken, ours("hello")]).entries) == 1


def test_what_comes_after_an_entry_is_what_a_page_lacks() -> None:
    spoken = conversation([theirs("a"), ours("b", key="b"), ours("c", key="c")])
    assert [entry.id for entry in spoken.after("b")] == ["c"]
    assert spoken.after("c") == ()
    assert spoken.after("long gone") == spoken.entries


def test_pages_that_a_message_leads_to_stand_under_it() -> None:
    links = (Link("These figures as a page", "/summary?month=2026-10"),)
    said = Said("a", AT, True, to_json(Outgoing("October", links=links)))
    assert conversation([said, theirs("thanks")]).entries[0].links == links


def test_two_messages_that_say_the_same_are_told_apart_by_when_they_came() -> None:
    said = "Priya shared a reflection with you."
    shared = [
        Said(
            key,
            AT + timedelta(hours=hour),
            True,
            to_json(Outgoing(said, ((Button("Read", f"!read:{key}"),),))),
            comes_by_itself=True,
        )
        for hour, key in enumerate("ab")
    ]  # fmt: skip
    abouts = [option.about for option in conversation(shared).options]
    assert len(set(abouts)) == 2
    assert all(about.startswith("Priya shared a reflection with you · ") for about in abouts)


def test_a_picture_stands_in_the_entry_with_its_words() -> None:
    message = Outgoing("October is ready.", picture=Picture(b"png", "A <chart>", "A <chart>. 73%."))
    (entry,) = conversation([Said("a", AT, True, to_json(message))]).entries
    assert entry.picture == ("data:image/png;base64,cG5n", "A <chart>", "A <chart>. 73%.")
    shown = fragment("_entry.html", {"entry": entry, "anchor": False})
    assert 'alt="A &lt;chart&gt;. 73%."' in shown
    assert "<figcaption>A &lt;chart&gt;</figcaption>" in shown


def any_line(chance: random.Random, number: int) -> Said:
    at = AT + timedelta(hours=number)
    if chance.random() < 0.3:
        return theirs(f"word {number}", at, f"me.{number:04}.text")
    taps = tuple((Button(f"Tap {n}", f"tap:{n}"),) for n in range(chance.randrange(3)))
    deletes = "old" if chance.random() < 0.1 else ""
    message = Outgoing(f"line {number}", taps, deletes=deletes, fills=chance.choice(["", "was"]))
    card = ("draft", number) if chance.random() < 0.6 else None
    about, by_itself = chance.choice([None, None, "record"]), chance.random() < 0.2
    return Said(f"{number:04}", at, True, to_json(message), card, about, by_itself)


def test_the_newest_lines_show_what_all_lines_show_after_an_entry() -> None:
    chance, enough = random.Random(7), 0  # noqa: S311 - an invented conversation
    for _ in range(300):
        lines = [any_line(chance, number) for number in range(chance.randrange(1, 25))]
        newest, whole = lines[-chance.randrange(1, 13) :], conversation(lines)
        for entry in whole.entries:
            if says_all_after(newest, entry.id):
                some = conversation(newest)
                assert some.after(entry.id) == whole.after(entry.id)
                assert (some.options, some.card, some.fills, some.newest) == (
                    *(whole.options, whole.card, whole.fills, whole.newest),
                )
                enough += 1
    assert enough > 300
