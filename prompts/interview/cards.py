"""The cards of an interview: what stands on them and what can be tapped."""

from collections.abc import Mapping
from dataclasses import replace

from prompts.buttons import button, packed
from prompts.card import Card, Passage, Role, Tap
from prompts.guide import Guide
from prompts.interview.child import card as child
from prompts.interview.child.told_first import answered_with, is_told
from prompts.interview.family import siblings
from prompts.interview.path import LENS, Slot
from prompts.interview.quoting import QUOTE
from prompts.interview.state import Interview, in_words
from prompts.kinds import FILLS_TEXTS, KINDS, AskedQuestion, Offer, named_together, shown
from prompts.options import AddEntry, Choice, DaySaid, Named
from prompts.phrases import phrase
from prompts.placeholders import fill
from prompts.question import Kind, Question

_WEEKS_AHEAD = (2, 4, 6)


def filling(interview: Interview, slot: Slot) -> dict[str, str]:
    """Return the {names} that a question's texts may hold here: of context, entry and quote."""
    values = {**interview.names_known, **_of_entry(interview, slot)}
    quote = interview.quotes.get(slot.question.id) if slot.is_probe else None
    return values if quote is None else {**values, QUOTE: quote}


def _of_entry(interview: Interview, slot: Slot) -> dict[str, str]:
    """Return what is known of a group's entry: what it was listed with, and what was answered."""
    group = slot.group
    listed = interview.context.get(group.each) if group and group.each else None
    values = {}
    if isinstance(listed, list | tuple) and slot.entry < len(listed):
        entry = listed[slot.entry]
        values = {k: in_words(v) for k, v in entry.items()} if isinstance(entry, Mapping) else {}
    for field in group.fields if group else ():
        answer = interview.answers.get((f"{group.id if group else ''}.{field.id}", slot.entry))
        if field.kind in FILLS_TEXTS and answer and not answer.skipped:
            values[field.id] = shown(field, answer.value)
    return values


def group_name(slot: Slot) -> str:
    """Return the name of the group that a slot belongs to, such as "Action"."""
    return (slot.group.short or slot.group.id) if slot.group else ""


def _place(interview: Interview, slot: Slot) -> str:
    place = _place_in_guide(interview, slot)
    about = [] if slot.question.kind is Kind.CHILD else interview.about()
    return of_child(interview, place or slot.question.short or "") if about else place


def of_child(interview: Interview, line: str) -> str:
    """Return the first line of a card, with the children it is about before it, once known."""
    about = interview.about()
    if not about:
        return line
    return phrase("cards.place_of_child", child=named_together(about), place=line)


def _place_in_guide(interview: Interview, slot: Slot) -> str:
    guide = interview.guide
    if slot.key.startswith(LENS):
        place, title = _part_place(guide, slot.part), slot.question.short or ""
        return phrase("cards.place_lens", place=place, title=title)
    if len(guide.parts) > 1:
        return _part_place(guide, slot.part)
    if slot.is_probe:
        number = interview.probes.index(slot.question.id) + 1
        return phrase(
            "cards.place_follow_up",
            number=number,
            most=guide.probes_at_most,
            title=slot.question.short or "",
        )
    return ""


def _part_place(guide: Guide, part: int) -> str:
    title = guide.parts[part].title
    return phrase("cards.place", number=part + 1, total=len(guide.parts), title=title)


def _notes(interview: Interview, slot: Slot) -> tuple[list[str], list[str]]:
    """Return the notes directly before `slot`: those of an earlier part, and those of its own."""
    notes: list[Slot] = []
    if interview.editing:
        return [], []
    for other in interview.path():
        if other.place == slot.place:
            break
        notes = [*notes, other] if other.question.kind is Kind.NOTE else []
    earlier = [
        f"{_part_place(interview.guide, note.part)}\n{_note(interview, note)}"
        for note in notes
        if note.part != slot.part
    ]
    return earlier, [_note(interview, note) for note in notes if note.part == slot.part]


def _facts(notes: list[str], heads: int) -> list[Passage]:
    """Return the lines of notes that tell several things, each set apart, below their heads."""
    told = (note.splitlines() for note in notes)
    return [Passage(Role.FACT, line) for lines in told for line in lines[heads:]]


def _note(interview: Interview, note: Slot) -> str:
    return fill(note.question.ask, filling(interview, note))


def _asking(interview: Interview, slot: Slot) -> list[Passage]:
    question, values = slot.question, filling(interview, slot)
    if slot.asks_for_more:
        return [Passage(Role.ASK, question.ask or phrase("cards.more_ask"))]
    lines = []
    if slot.group and (slot.group.short or slot.group.each is None):
        name = phrase("cards.entry", name=group_name(slot), number=slot.entry + 1)
        lines.append(Passage(Role.NAME, name))
    lines += _quote_apart(fill(question.ask, values), values.get(QUOTE, ""))
    if question.hint:
        lines.append(Passage(Role.HINT, fill(question.hint, values)))
    if question.low and question.high:
        lines.append(Passage(Role.HINT, _scale_ends(question, values)))
    if question.family and siblings(interview.context):
        refs = named_together(siblings(interview.context))
        lines.append(Passage(Role.HINT, phrase("cards.family", refs=refs)))
    if question.last:
        last = phrase("cards.last_time", value=fill(question.last, values))
        lines.append(Passage(Role.HINT, last))
    return lines


def _quote_apart(ask: str, quote: str) -> list[Passage]:
    """Return what is asked, and before it the writer's own words that it quotes, if it does."""
    asked = ask.removeprefix(f"{quote}\n") if quote else ask
    said = [Passage(Role.ASK, asked)]
    return said if asked == ask else [Passage(Role.QUOTE, quote), *said]


def _scale_ends(question: Question, values: Mapping[str, str]) -> str:
    low, high = fill(question.low or "", values), fill(question.high or "", values)
    return phrase("cards.scale_ends", low=low, high=high)


def _earlier_answer(interview: Interview, slot: Slot) -> str:
    answer = interview.answers.get(slot.place)
    is_shown = interview.editing or interview.is_unasked(slot)
    if not is_shown or answer is None or answer.skipped:
        return ""
    return shown(slot.question, answer.value)


def _earlier(interview: Interview, slot: Slot) -> list[str]:
    answer = _earlier_answer(interview, slot)
    return [phrase("cards.you_wrote", answer=answer)] if answer else []


def question_card(interview: Interview, slot: Slot, lead: str = "") -> Card:
    """Return the card that asks `slot`, with `lead` (what just happened) before it."""
    if slot.question.kind is Kind.CHILD:
        return _child_card(interview, slot, lead)
    notes, own = _notes(interview, slot)
    doubt = interview.doubt.why if interview.doubt else ""
    place = [Passage(Role.PLACE, _place(interview, slot))]
    asking = _asking(interview, slot)
    earlier = [Passage(Role.QUOTE, line) for line in _earlier(interview, slot)]
    before, words = [lead, doubt, *notes], [one.words for one in (*asking, *earlier)]
    facts, own_facts = _facts(notes, 2), _facts(own, 1)
    card = Card.of(*before, place[0].words, *own, *words, rows=rows(interview, slot))
    return replace(
        card,
        passages=tuple(one for one in (*facts, *place, *own_facts, *asking, *earlier) if one.words),
        aside=parts_aside(interview),
        fills=_earlier_answer(interview, slot) if interview.editing and slot.takes_words else "",
    )


def _child_card(interview: Interview, slot: Slot, lead: str) -> Card:
    doubt = interview.doubt.why if interview.doubt else ""
    earlier, own = _notes(interview, slot)
    asking = child.asking(interview, slot, [one.words for one in _asking(interview, slot)])
    lines = [lead, doubt, *earlier, _place(interview, slot), *own, *asking]
    if interview.answers:
        lines = [lead, *asking] if lead else [" ".join([phrase("reflection.saved"), *asking])]
    return Card.of(*lines, *_earlier(interview, slot), rows=rows(interview, slot))


def parts_aside(interview: Interview) -> tuple[Tap, ...]:
    """Return the tap that lists the parts, where there are several."""
    return (button("parts", of="parts"),) if len(interview.guide.parts) > 1 else ()


def example(question: Question) -> str:
    """Return an example of an answer, in the words of the button that gives it, if one does."""
    words = question.example or ""
    return next((o.label for o in question.options if o.value == words), words)


def explained(interview: Interview, slot: Slot) -> str:
    """Return what a question asks for, with an example, for whoever does not understand it."""
    question = slot.question
    if slot.asks_for_more:
        return phrase("spoken.explain.card")
    if question.kind is Kind.CHILD:
        ref = next(iter(interview.children()), question.example or "")
        key = "child" if question.may_skip else "one_child"
        return phrase(f"spoken.explain.{key}", example=ref)
    lines = [phrase(f"spoken.explain.{question.kind}")]
    if question.example and not question.options:
        lines.append(phrase("cards.example", example=example(question)))
    lines.append(phrase("spoken.explain.skip" if question.may_skip else "spoken.explain.save"))
    return "\n".join(lines)


def rows(interview: Interview, slot: Slot) -> tuple[tuple[Tap, ...], ...]:
    """Return everything that can be tapped while `slot` is asked."""
    another = _another_entry(interview, slot)
    return (*_answer_rows(interview, slot), *another, *_way_rows(interview, slot))


def _another_entry(interview: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    """Return the button that adds an entry to the group before `slot`, where its card offers it."""
    end = None if interview.parts or interview.doubt else interview.entry_offered(slot)
    label = end.group.another if end and end.group else None
    return [(Tap(label, AddEntry(1)),)] if label else []


def _answer_rows(interview: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    if slot.asks_for_more:
        return [(button("add", Choice(0)), button("all", Choice(1)))]
    if slot.question.kind is Kind.CHILD:
        return child.rows(interview, slot)
    if interview.doubt:
        return interview.doubt.rows(lambda value: shown(slot.question, value))
    if slot.question.ahead:
        return [tuple(button("in_weeks", DaySaid(f"{n} weeks"), count=n) for n in _WEEKS_AHEAD)]
    kind, chosen = KINDS[slot.question.kind], interview.parts
    taps = [
        Tap(phrase("cards.ticked", label=label) if value in chosen else label, Choice(number))
        for number, (label, value) in enumerate(offered(interview, slot.question))
    ]
    rows = packed(taps, kind.row)
    return [*rows, (button("done"),)] if chosen or kind.takes_several else rows


def asked(interview: Interview, question: Question) -> AskedQuestion:
    """Return a question with the people that this draft can offer for it."""
    people = [interview.context.get(role) for role in ("practitioner", "supervisor")]
    named = tuple(name for name in people if isinstance(name, str) and name)
    return AskedQuestion(question, named)


def offered(interview: Interview, question: Question) -> list[Offer]:
    """Return the answers that can be tapped, in order: what each says, and what it stands for."""
    return KINDS[question.kind].offers(asked(interview, question))


def _leaving(slot: Slot) -> Tap:
    """Return the button that leaves a question, in the question's own words where it has some."""
    if slot.question.skip:
        return Tap(slot.question.skip, Named.SKIP)
    return button("leave_it", Named.SKIP) if slot.is_probe else button("skip")


def _has_before(interview: Interview, slot: Slot) -> bool:
    """Say whether there is a question before one: of the first, the child who was told first."""
    questions = interview.questions()
    is_first = bool(questions) and questions[0].place == slot.place
    told_first = answered_with(interview, slot)[1:] and slot.place not in interview.answers
    return bool(questions) and (not is_first or bool(told_first))


def _way_rows(interview: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    asked_first = interview.open_slots() and not is_told(interview)
    tonight = (button("tonight"),) if asked_first or slot.question.kind is Kind.CHILD else ()
    answer = interview.answers.get(slot.place)
    unasked = interview.is_unasked(slot)
    is_shown = interview.editing or unasked
    keep = [button("keep")] if is_shown and answer and not answer.skipped else []
    if slot.question.kind is Kind.CHILD:
        return [tuple(keep), tonight]
    back = [button("back")] if _has_before(interview, slot) else []
    leave = _leaving(slot)
    skip = [leave] if slot.question.may_skip and not unasked else []
    why = (button("why_asked"),) if slot.key.startswith(LENS) else ()
    enough = [button("enough")] if is_told(interview) or interview.guide.ends == "meeting" else []
    return [(*keep, *back, *skip), why, (*enough, button("later")), tonight]
