"""The cards of the end of an interview: check, change a line, send."""

from prompts.buttons import button, packed
from prompts.card import Card, Passage, Role, Tap
from prompts.held import ask_held, dated_words, held_rows
from prompts.interview import alone_cards
from prompts.interview.beside_cards import lines_beside
from prompts.interview.cards import filling, group_name, of_child, parts_aside
from prompts.interview.child.card import also_rows
from prompts.interview.claim_cards import claim_lines, claim_rows
from prompts.interview.claims import to_point_to
from prompts.interview.copied_cards import again_taps, copied_lines
from prompts.interview.given import is_view, other_name
from prompts.interview.missing import has_words, is_missing
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.kept import Place
from prompts.kinds import KINDS, shown
from prompts.options import AddEntry, ChangeLine, Named
from prompts.phrases import phrase
from prompts.text import shortened

_LINE = 90
_IN_ENTRY = 40
_NAME = 40


def check_lines(interview: Interview) -> list[tuple[Slot, str, str]]:
    """Return the lines of the check card: the slot that a line changes, its name, its answer.

    Long words are shortened for a phone: they stand whole on the record. Who and when never are.
    """
    lines: list[tuple[Slot, str, str]] = []
    for slot, answer in interview.answered():
        words = _in_brief(slot, shown(slot.question, answer.value))
        words = phrase("cards.of_family", answer=words) if answer.family else words
        entry = (slot.group, slot.entry)
        # What two people see differently is asked within an entry, and has a line of its own.
        at = next((n for n, (s, _, _) in enumerate(lines) if (s.group, s.entry) == entry), None)
        if slot.group and at is not None:
            lines[at] = (lines[at][0], lines[at][1], f"{lines[at][2]} · {words}")
        else:
            lines.append((slot, shortened(line_name(interview, slot), _NAME), words))
    return lines


def _in_brief(slot: Slot, words: str) -> str:
    """Return an answer as it stands in a line: text is cut, a name, a day or a number never."""
    if not KINDS[slot.question.kind].may_be_long:
        return words
    return clipped(words, _IN_ENTRY if slot.group else _LINE)


def line_name(interview: Interview, slot: Slot) -> str:
    """Return the name of a slot's line: its question's, or its entry's ("Action 2").

    An entry that was listed before (last time's action) goes by what it says.
    """
    if slot.group is None:
        return slot.question.short or slot.question.id
    if slot.group.each and not slot.asks_for_more:
        return filling(interview, slot).get("what", "")
    return phrase("cards.entry", name=group_name(slot), number=slot.entry + 1)


def answer_name(interview: Interview, slot: Slot) -> str:
    """Return the name of one answer: its line's, and in a group the field's too."""
    inner = slot.question.short or slot.question.id
    name = line_name(interview, slot)
    return f"{name}, {inner.lower()}" if slot.group else name


def _place_name(interview: Interview, slot: Slot) -> str:
    """Return the name of one answer for a button, told apart from others that are cut the same.

    Of an entry's name its beginning stands; which of its answers it is stands whole.
    """
    if slot.group is None:
        return shortened(line_name(interview, slot), _NAME)
    inner = (slot.question.short or slot.question.id).lower()
    alike = [
        s for s in interview.questions() if (s.group, s.question) == (slot.group, slot.question)
    ]
    cut = {s.entry: shortened(line_name(interview, s), _NAME - len(inner)) for s in alike}
    name = cut.get(slot.entry, "")
    same = [entry for entry, other in cut.items() if other == name]
    if len(same) > 1:
        name = phrase("cards.same_name", name=name, number=same.index(slot.entry) + 1)
    return phrase("cards.field", name=name, field=inner)


def place(interview: Interview, slot: Slot) -> Place:
    """Return a slot as a place that words can go to."""
    name = _place_name(interview, slot)
    child = interview.context.get("child")
    if child:
        name = phrase("cards.place_of_child", child=str(child), place=name)
    return Place(
        slot.key,
        slot.entry,
        phrase("kept.buttons.add", name=name),
        phrase("kept.buttons.answer_here", name=name),
        phrase("kept.added", name=name),
    )


def clipped(words: str, longest: int = _LINE) -> str:
    """Return words on one line, ended at a word where they are longer than `longest`."""
    return shortened(words, longest)


def check_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that shows every answer before it is sent."""
    told = [(n, name, answer) for n, (_, name, answer) in enumerate(check_lines(interview), 1)]
    lines = [
        phrase("cards.check_line", number=n, name=name, answer=answer) for n, name, answer in told
    ]
    names = [phrase("cards.check_line", number=n, name=name, answer="") for n, name, _ in told]
    reason, title = "", of_child(interview, phrase("cards.check_title"))
    if interview.returned:
        name = str(interview.context.get("practitioner") or "")
        reason = phrase("cards.returned", name=name, reason=interview.returned)
    head = [lead, title, reason, *(lines or [phrase("cards.nothing_yet")])]
    if lines and _lacks_words(interview):
        head.append(phrase("cards.no_words", child=str(interview.context["child"])))
    if interview.held_on:
        head.append(dated_words(interview.held_on, interview.written_on, key="held.dated"))
    head += lines_beside(interview)
    foot = copied_lines(interview) if interview.guide.records_claims else []
    foot += claim_lines(interview) if interview.guide.records_claims else []
    foot += alone_cards.said_before_sending(interview)
    texts = ["\n".join(line for line in part if line) for part in (head, foot)]
    return Card(
        "\n\n".join(text for text in texts if text),
        _check_rows(interview),
        (Passage(Role.PLACE, title), *(Passage(Role.NAME, name.strip()) for name in names)),
        parts_aside(interview),
    )


def _lacks_words(interview: Interview) -> bool:
    is_part = interview.guide.ends == "meeting" and interview.context.get("child")
    is_part = is_part and not is_view(interview.context)
    return bool(is_part) and not interview.sendings and not has_words(interview)


def _check_rows(interview: Interview) -> tuple[tuple[Tap, ...], ...]:
    records = interview.guide.records_claims
    missing = [s for s in interview.questions() if is_missing(interview, s)]
    there = [button("there")] if records and to_point_to(interview) else []
    more = [button("missing")] if missing else []
    return (
        *_ending_rows(interview),
        *packed(again_taps(interview)),
        *also_rows(interview),
        *(claim_rows(interview) if records else ()),
        (*there, button("change")),
        (*more, button("later")),
        (button("was_another_day", Named.HELD, of="held"),) if interview.held_on else (),
        (button("tonight"),),
    )


def held_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that asks which day a reflection is about."""
    doubt = interview.doubt
    away = (button("back_to_check", Named.CHECK), button("later"))
    rows = (*held_rows(doubt), away, (button("tonight"),))
    return Card.of(lead, doubt.why if doubt else "", ask_held(interview.begun_on), rows=rows)


def _ending_rows(interview: Interview) -> list[tuple[Tap, ...]]:
    if interview.guide.ends != "meeting":
        return alone_cards.ending_rows(interview)
    if interview.sendings:
        return [(button("send_again"),)]
    if is_view(interview.context):
        name = other_name(interview.context)
        return [(button("show", of="beside", name=name),)] if interview.answered() else []
    child = interview.context.get("child")
    if _lacks_words(interview) or not interview.answered():
        return [(button("not_in_depth" if child else "not_today", Named.DROP),)]
    done = (
        button("finished", child=str(child)) if child else button("finished_part", Named.FINISHED)
    )
    return [(done,)]


def change_card(interview: Interview) -> Card:
    """Return the card that lists the lines that can be changed."""
    taps = [
        Tap(f"{number} {name}", ChangeLine(number))
        for number, (_, name, _a) in enumerate(check_lines(interview), 1)
    ]
    taps += [
        Tap(phrase("cards.add_another", name=group_name(slot)), AddEntry(number))
        for number, slot in enumerate(interview.addable(), 1)
    ]
    back = (button("back_to_check", Named.CHECK),)
    return Card(of_child(interview, phrase("cards.change_ask")), (*packed(taps), back))
