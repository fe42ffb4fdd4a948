"""What the other of two people answered apart, as cards and lines say it."""

from collections.abc import Collection, Iterator

from prompts.buttons import button
from prompts.card import Card
from prompts.interview.cards import filling
from prompts.interview.given import Given, Place, is_view, other_name
from prompts.interview.path import Answer, Slot
from prompts.interview.state import Interview
from prompts.kinds import shown
from prompts.options import Named
from prompts.phrases import phrase


def opening_line(now: Interview) -> str:
    """Return what an interview is opened with: of a view, who sees it and from when."""
    if is_view(now.context):
        name, child = other_name(now.context), str(now.context.get("child"))
        return phrase("beside.begin", name=name, child=child)
    return phrase("cards.open_line", title=now.guide.title, minutes=now.guide.minutes)


def resumed_line(now: Interview) -> str:
    """Return what an interview is taken up again with."""
    if is_view(now.context):
        return phrase("beside.resumed", child=str(now.context.get("child")))
    return phrase("cards.resumed", title=now.guide.title)


def wait_card(now: Interview, lead: str = "") -> Card:
    """Return the card that waits for what the other writes apart."""
    name = other_name(now.context)
    rows = (
        (button("look", of="beside"),),
        (button("go_on", Named.GO_ON_WITHOUT, of="beside", name=name),),
        (button("later"),),
        (button("tonight"),),
    )
    return Card.of(lead, phrase("beside.waiting", name=name), rows=rows)


def answers_beside(now: Interview) -> Iterator[tuple[Slot, Given]]:
    """Yield what the other answered apart, in the order of the guide."""
    for slot in now.questions():
        given = now.beside.get(slot.place)
        if given is not None:
            yield slot, given


def lines_beside(now: Interview, but: Collection[Place] = ()) -> list[str]:
    """Return what the other answered apart in lines, under a line that says so; none for nothing.

    `but` those places.
    """
    lines = [
        phrase("beside.line", question=called(now, slot), answer=answer_of(slot, given))
        for slot, given in answers_beside(now)
        if slot.place not in but
    ]
    return [phrase("beside.theirs", name=other_name(now.context)), *lines] if lines else []


def lines_own(now: Interview) -> list[str]:
    """Return one's own answers to what was asked of each apart, in lines under one that says so."""
    lines = [
        phrase("beside.line", question=called(now, slot), answer=shown(slot.question, answer.value))
        for slot, answer in now.answered()
        if slot.question.apart
    ]
    return [phrase("beside.own"), *lines] if lines else []


def called(now: Interview, slot: Slot) -> str:
    """Return what a question is called: of last time's outcomes, what each says."""
    if slot.group is not None and slot.group.each:
        return filling(now, slot).get("what") or slot.question.id
    return slot.question.short or slot.question.id


def answer_of(slot: Slot, given: Given) -> str:
    """Return an answer of the other's in words, marked where it was written after seeing."""
    return marked(shown(slot.question, given.value), after=given.after)


def own_answer(slot: Slot, answer: Answer, given: Given | None) -> str:
    """Return one's own answer in words, marked where it was written after seeing the other's.

    A number that was changed since stands beside what it was.
    """
    words = shown(slot.question, answer.value)
    if answer.family:
        return phrase("cards.of_family", answer=words)
    if answer.after and given is not None and isinstance(given.mine, int):
        before = shown(slot.question, given.mine)
        return phrase("beside.after_number", answer=words, before=before)
    return marked(words, after=answer.after)


def marked(words: str, *, after: bool) -> str:
    """Return an answer in words, marked where it was written after seeing the other's."""
    return phrase("beside.after", answer=words) if after else words
