"""Plain text: 78 columns in a terminal, short enough for one message in chat."""

from reports.render.text import CHAT_LIMIT, WIDTH, chat, text
from reports.view import Section, Sentence
from tests.reports.views import a_figure, a_summary, with_figure


def test_no_line_is_wider_than_a_terminal() -> None:
    assert max(len(line) for line in text(a_summary()).splitlines()) <= WIDTH


def test_the_sentences_come_before_the_figures() -> None:
    shown = text(a_summary())
    assert shown.index("28 of 88 children are heard.") < shown.index("Children discussed")


def test_supervision_held_never_stands_without_what_it_was_for() -> None:
    for shown in (text(a_summary()), chat(a_summary())):
        held = shown[shown.rindex("Practitioners who had supervision") :].replace("\n  ", " ")
        assert "Children discussed 50%" in held
        assert "Records that look at our own practice 50%" in held


def test_chat_keeps_within_one_message_and_keeps_the_pairs() -> None:
    long = tuple(Sentence("Nobody can say this. " * 12, None, None) for _ in range(30))
    better, _ = a_summary().sections
    shown = chat(a_summary(sections=(better, Section("cannot_say", "What we cannot say", long))))
    assert len(shown) < CHAT_LIMIT
    assert "28 of 88 children are heard." in shown
    assert "Practitioners who had supervision: 50%" in shown
    assert "Read it beside: Children discussed 50%" in shown


def test_a_chat_that_leaves_something_out_says_where_it_is_and_shows_no_heading_alone() -> None:
    lead, held, limits = (Section(key, key.upper(), long(key)) for key in ("lead", "held", "few"))
    shown = chat(a_summary(sections=(lead, held, limits)))
    assert len(shown) < CHAT_LIMIT
    assert shown.endswith("What else moved, and every figure, stands on the page.")
    assert "\n\nLEAD\n1 of lead" in shown
    assert "FEW" not in shown
    assert "stands on the page" not in chat(a_summary())


def test_a_chat_names_the_page_where_sections_are_left_to_it() -> None:
    further = Section("further", "What else moved", (Sentence("Contacts rose.", None, None),))
    shown = chat(a_summary(sections=(*a_summary().sections, further)))
    assert "Contacts rose." not in shown
    assert shown.endswith("stands on the page.")


def long(of: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(f"{n} of {of}. " + "It goes on. " * 12, None, None) for n in range(1, 13))


def test_chat_repeats_no_figure_that_a_sentence_tells() -> None:
    assert "Records with the child's own words or behaviour: 50%" not in chat(a_summary())


def test_a_month_without_anything_is_a_dash() -> None:
    empty = a_figure("actions.done_share", [(1, 4), (0, 0)])
    shown = text(a_summary(figures=with_figure(empty)))
    (line,) = [line for line in shown.splitlines() if line.startswith("Actions done ")]
    assert line.split()[2:] == ["\N{EN DASH}", "1", "of", "4", "always", "1", "of", "4"]
