"""A doubt as a card: every question has its words, and names stand only where they are compared."""

from datetime import date
from itertools import product

from practice.contact_answers import ContactAnswer, ContactQuestion
from practice.true_contacts import Ground, Reason, SetAside
from reports.casework.link_words import card, said
from reports.casework.linking import Doubt
from storage.link_rows import ContactRow
from storage.measures import Named
from tests.each import each

CALL = ContactRow("1", "CO-2", None, date(2026, 3, 9), "school", "neglect", "", "CH-7")
EARLIER = ContactRow("0", "CO-1", None, date(2026, 3, 6), "police", "neglect", "", "CH-7")
HELD = [one for one in ContactAnswer if one is not ContactAnswer.TAKEN_BACK]
ANA = Named("CO-2", "Ana", "Doe", "2015-03-02", "DL1 5QT")


def doubt(as_what: SetAside, ground: Ground, of: str, probability: float | None = None) -> Doubt:
    return Doubt("1", None, Reason(as_what, ground, of, probability), "0")


@each("question, answer", list(product(ContactQuestion, HELD)))
def test_every_answer_that_can_hold_is_told_by_references_alone(
    question: ContactQuestion, answer: ContactAnswer
) -> None:
    assert "CO-2" in said(question, answer, "CO-2", "CH-7")


def test_forename_and_surname_that_changed_places_are_nearly_the_same() -> None:
    other = Named("CH-7", "Doe", "Ana", "", "")
    asked = doubt(SetAside.ON_OPEN_CASE, Ground.NAMES, "CH-7", 0.61)
    made = card(asked, CALL, None, (ANA, other))
    alike = {pair.label: pair.alike for pair in made.pairs}
    assert alike["Forename"] == alike["Surname"] == "forename and surname changed places"
    assert alike["Birth date"] == "not told"
    assert made.pairs[2].right == "not told"
    assert "about 61 in 100 pairs like this are one child" in " ".join(made.sentences)
    assert made.sentences[-1] == "Nearly: forename, surname."
    assert [label for _, label in made.answers] == ["Same child", "Another child", "I cannot say"]


def test_two_calls_that_names_propose_ask_for_child_and_event() -> None:
    asked = doubt(SetAside.DUPLICATE, Ground.NAMES, "CO-1", 0.999)
    made = card(asked, CALL, EARLIER, (ANA, ANA))
    assert made.heading == "Are these two calls about the same child, and one event?"
    assert made.answers[0] == ("yes", "Same child, one event")
    assert "about 99 in 100" in " ".join(made.sentences), "nobody is told that names prove it"
    assert [pair.label for pair in made.pairs][-3:] == ["Came on", "From", "About"]


def test_what_was_written_down_asks_whether_the_case_was_open_and_shows_nothing_else() -> None:
    made = card(doubt(SetAside.ON_OPEN_CASE, Ground.CONTRADICTION, "CH-7"), CALL, None, None)
    assert made.pairs == ()
    (told,) = made.sentences
    assert told.startswith("CO-2 came on 9 March 2026 from school about neglect, and was written")
    assert told.endswith("The files show no open case of CH-7 on that day.")
