"""The cards of an interview: what stands on them and what can be tapped."""

from collections.abc import Mapping

from practice.evidence import READS
from prompts.answers import shown
from prompts.card import Card, Tap
from prompts.guide import Kind, Question
from prompts.path import Slot
from prompts.phrases import phrase, phrases
from prompts.placeholders import fill
from prompts.state import Interview, claims
from prompts.steps import Json

_LINE = 90
_ROW = 22
_SCALE_ROW = 6


def button(key: str, option: str | None = None, **values: str) -> Tap:
    """Return a standard button; its option is its name unless another is given."""
    return Tap(phrase(f"cards.buttons.{key}", **values), option or key)


def _words(value: Json) -> str:
    return "" if value is None else str(value)


def filling(interview: Interview, slot: Slot) -> dict[str, str]:
    """Return the {names} that a question's texts may hold here: the context's and the entry's."""
    values = {k: _words(v) for k, v in interview.context.items() if not isinstance(v, list | tuple)}
    group = slot.group
    listed = interview.context.get(group.each) if group and group.each else None
    if isinstance(listed, list | tuple) and slot.entry < len(listed):
        entry = listed[slot.entry]
        if isinstance(entry, Mapping):
            values |= {key: _words(value) for key, value in entry.items()}
    return values


def _place(interview: Interview, slot: Slot) -> str:
    guide = interview.guide
    if len(guide.parts) > 1:
        title = guide.parts[slot.part].title
        return phrase("cards.place", number=slot.part + 1, total=len(guide.parts), title=title)
    if slot.is_probe:
        number = interview.probes.index(slot.question.id) + 1
        return phrase(
            "cards.place_follow_up",
            number=number,
            most=guide.probes_at_most,
            title=slot.question.short or "",
        )
    return guide.parts[slot.part].title


def _notes(interview: Interview, slot: Slot) -> list[str]:
    """Return the texts of the notes that stand directly before `slot`."""
    texts: list[str] = []
    for other in interview.path():
        if other.place == slot.place:
            return texts
        texts = (
            [*texts, fill(other.question.ask, filling(interview, other))]
            if (other.question.kind is Kind.NOTE)
            else []
        )
    return []


def _asking(interview: Interview, slot: Slot) -> list[str]:
    question, values = slot.question, filling(interview, slot)
    if slot.asks_for_more:
        return [question.ask or phrase("cards.more_ask")]
    lines = []
    if slot.group and (slot.group.short or slot.group.each is None):
        name = slot.group.short or slot.group.id
        lines.append(phrase("cards.entry", name=name, number=slot.entry + 1))
    lines.append(fill(question.ask, values))
    if question.hint:
        lines.append(fill(question.hint, values))
    if question.kind is Kind.SCALE:
        lines.append(phrase("cards.scale_ends", low=question.low or "", high=question.high or ""))
    if question.last:
        lines.append(phrase("cards.last_time", value=fill(question.last, values)))
    return lines


def _earlier(interview: Interview, slot: Slot) -> list[str]:
    answer = interview.answers.get(slot.place)
    if not interview.editing or answer is None or answer.skipped:
        return []
    return [phrase("cards.you_wrote", answer=shown(slot.question, answer.value))]


def question_card(interview: Interview, slot: Slot, lead: str = "") -> Card:
    """Return the card that asks `slot`, with `lead` (what just happened) before it."""
    proposed = interview.detail.get("proposed")
    if slot.question.kind is Kind.CHILD and isinstance(proposed, str):
        key = "cards.did_you_mean" if interview.detail.get("guess") else "reflection.proposed"
        asking = [phrase(key, child=proposed)]
    else:
        asking = _asking(interview, slot)
    lines = [lead, _place(interview, slot), *_notes(interview, slot), *asking]
    lines += _earlier(interview, slot)
    return Card("\n".join(line for line in lines if line), rows(interview, slot))


def rows(interview: Interview, slot: Slot) -> tuple[tuple[Tap, ...], ...]:
    """Return everything that can be tapped while `slot` is asked."""
    return tuple(
        row for row in (*_answer_rows(interview, slot), *_way_rows(interview, slot)) if row
    )


def _answer_rows(interview: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    question = slot.question
    if slot.asks_for_more:
        return [(button("add", "v:0"), button("all", "v:1"))]
    if question.kind is Kind.SCALE:
        taps = [Tap(str(n), f"v:{n}") for n in range(11)]
        return [tuple(taps[:_SCALE_ROW]), tuple(taps[_SCALE_ROW:])]
    if question.kind is Kind.CHILD:
        return _child_rows(interview)
    if question.kind is Kind.PERSON:
        return packed([Tap(name, f"v:{n}") for n, name in enumerate(names(interview))])
    if interview.parts and question.kind is not Kind.CHOICES:
        return [(button("done"),)]
    return _option_rows(interview, question)


def _option_rows(interview: Interview, question: Question) -> list[tuple[Tap, ...]]:
    ticks = question.kind is Kind.CHOICES
    taps = []
    for number, option in enumerate(question.options):
        ticked = ticks and option.value in interview.parts
        label = phrase("cards.ticked", label=option.label) if ticked else option.label
        taps.append(Tap(label, f"v:{number}"))
    return [*packed(taps), *([(button("done"),)] if ticks else [])]


def names(interview: Interview) -> list[str]:
    """Return the people that a question about a person offers: the two of the meeting."""
    found = [interview.context.get(role) for role in ("practitioner", "supervisor")]
    return [name for name in found if isinstance(name, str) and name]


def _child_rows(interview: Interview) -> list[tuple[Tap, ...]]:
    proposed = isinstance(interview.detail.get("proposed"), str)
    first = (button("yes"), button("other_child")) if proposed else ()
    away = (button("not_a_reflection"),) if interview.guide.ends == "share" else ()
    return [first, (button("no_child"), *away)]


def packed(taps: list[Tap]) -> list[tuple[Tap, ...]]:
    """Return `taps` in rows: two a row where their labels are short enough for a phone."""
    lines: list[tuple[Tap, ...]] = []
    for tap in taps:
        if lines and len(lines[-1]) == 1 and len(lines[-1][0].label) + len(tap.label) <= _ROW:
            lines[-1] = (*lines[-1], tap)
        else:
            lines.append((tap,))
    return lines


def _way_rows(interview: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    asked_first = interview.open_slots() and not interview.answers
    tonight = (button("tonight"),) if asked_first or slot.question.kind is Kind.CHILD else ()
    if slot.question.kind is Kind.CHILD:
        return [tonight]
    answer = interview.answers.get(slot.place)
    keep = [button("keep")] if interview.editing and answer and not answer.skipped else []
    back = [button("back")] if _has_before(interview, slot) else []
    skip = [button("skip")] if slot.question.may_skip else []
    enough = [button("enough")] if interview.answers else []
    return [(*keep, *back, *skip), (*enough, button("later")), tonight]


def _has_before(interview: Interview, slot: Slot) -> bool:
    questions = interview.questions()
    return bool(questions) and questions[0].place != slot.place


def check_lines(interview: Interview) -> list[tuple[Slot, str, str]]:
    """Return the lines of the check card: the slot that a line changes, its name, its answer."""
    lines: list[tuple[Slot, str, str]] = []
    for slot, answer in interview.answered():
        words = shown(slot.question, answer.value)
        if slot.group and lines and _same_entry(lines[-1][0], slot):
            lines[-1] = (lines[-1][0], lines[-1][1], f"{lines[-1][2]} · {words}")
        else:
            lines.append((slot, line_name(slot), words))
    return lines


def _same_entry(one: Slot, other: Slot) -> bool:
    return one.group is not None and one.group == other.group and one.entry == other.entry


def line_name(slot: Slot) -> str:
    """Return the name of a slot's line on the check card."""
    if slot.group:
        return phrase("cards.entry", name=slot.group.short or slot.group.id, number=slot.entry + 1)
    return slot.question.short or slot.question.id


def _clipped(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LINE else flat[: _LINE - 2].rstrip() + " …"


def indicator_names(indicators: list[str]) -> str:
    """Return indicators in words, with a middle dot between them."""
    known = phrases("indicators")
    return " · ".join(known[name] for name in indicators)


def confirmed_claims(interview: Interview) -> dict[str, str]:
    """Return what sending would confirm: the proposed claims less those taken out."""
    return {k: v for k, v in claims(interview).items() if k not in interview.taken_out}


def _looked_for(interview: Interview) -> list[str]:
    asked = [s.question.shows for s in interview.questions() if s.question.shows]
    return list(dict.fromkeys([*READS, *asked]))


def _claim_lines(interview: Interview) -> list[str]:
    found = list(confirmed_claims(interview))
    missing = [n for n in _looked_for(interview) if n not in claims(interview)]
    lines = []
    if found:
        lines.append(phrase("cards.shows", indicators=indicator_names(found)))
    if missing:
        lines.append(phrase("cards.cannot_find", indicators=indicator_names(missing)))
    return lines


def check_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that shows every answer before it is sent."""
    lines = [
        phrase("cards.check_line", number=n, name=name, answer=_clipped(answer))
        for n, (_, name, answer) in enumerate(check_lines(interview), 1)
    ]
    returned = interview.returned
    reason = (
        phrase(
            "cards.returned", name=_words(interview.context.get("practitioner")), reason=returned
        )
        if returned
        else ""
    )
    body = [lead, phrase("cards.check_title"), reason, *(lines or [phrase("cards.nothing_yet")])]
    body += _claim_lines(interview) if interview.guide.records_claims else []
    if interview.guide.ends == "share":
        body.append(phrase("cards.kept_means"))
    return Card("\n".join(line for line in body if line), _check_rows(interview))


def _check_rows(interview: Interview) -> tuple[tuple[Tap, ...], ...]:
    doubt = interview.guide.records_claims and confirmed_claims(interview)
    missing = [s for s in interview.questions() if is_missing(interview, s)]
    extra = [button("not_quite")] if doubt else []
    more = [button("missing")] if missing else []
    return (
        *_ending_rows(interview),
        (*extra, button("change")),
        (*more, button("later")),
        (button("tonight"),),
    )


def is_missing(interview: Interview, slot: Slot) -> bool:
    """Return whether `slot` holds no answer: not asked yet, or skipped."""
    answer = interview.answers.get(slot.place)
    return answer is None or answer.skipped


def _ending_rows(interview: Interview) -> list[tuple[Tap, ...]]:
    if interview.guide.ends == "share":
        supervisor = interview.context.get("supervisor")
        share = [button("share", name=str(supervisor))] if supervisor else []
        return [(*share, button("keep_private"))]
    if interview.sendings:
        return [(button("send_again"),)]
    child = interview.context.get("child")
    done = button("finished", child=str(child)) if child else button("finished_part", "finished")
    return [(done,)]


def change_card(interview: Interview) -> Card:
    """Return the card that lists the lines that can be changed."""
    taps = [
        Tap(f"{number} {name}", f"c:{number}")
        for number, (_, name, _a) in enumerate(check_lines(interview), 1)
    ]
    taps += [
        Tap(f"{line_name(slot).rsplit(' ', 1)[0]}: {phrase('cards.add_another')}", f"m:{number}")
        for number, slot in enumerate(addable(interview), 1)
    ]
    back = (button("back_to_check", "check"),)
    return Card(phrase("cards.change_ask"), (*packed(taps), back))


def addable(interview: Interview) -> list[Slot]:
    """Return the places where another entry of a group could be added now."""
    ends = [slot for slot in interview.questions() if slot.asks_for_more]
    return [s for s in ends if interview.answers.get(s.place) and _said_all(interview, s)]


def _said_all(interview: Interview, slot: Slot) -> bool:
    return interview.answers[slot.place].value != "add"


def not_quite_card(interview: Interview) -> Card:
    """Return the card that takes a claim out of what sending confirms."""
    known = phrases("indicators")
    taps = [Tap(known[name], f"n:{name}") for name in confirmed_claims(interview)]
    back = (button("back_to_check", "check"),)
    return Card(phrase("cards.not_quite_ask"), (*((tap,) for tap in taps), back))
