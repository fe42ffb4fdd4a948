"""What the question which child is asked with: whom a text means, or whom the card lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practice.mentions import mentioned, nearly_mentioned, unknown_references
from prompts.another_child import Known, siblings_named
from prompts.interview.path import Slot
from prompts.interview.state import CHECK, Interview
from prompts.kinds import refs_in
from prompts.question import Kind
from prompts.steps import Json, Step
from prompts.unknown_child import nearest

Detail = dict[str, Json]
"""What the asking freezes.

`proposed` is the child, or a list of the children, that the words mean. `candidates` are those of
whom one is meant; `guess` says that the words are a slip away from either. Where there is neither,
the card lists children: `list` is whose, `page` which of them. `unknown` are references typed here
that are nobody's.
"""

PAGE = 12
_MOST_PROPOSED = 6


def from_story(now: Interview, slot: Slot) -> Detail:
    """Return what the question is asked with, given the text that it proposes from."""
    return from_words(_story(now, slot), now.children())


def from_words(text: str, refs: Sequence[str]) -> Detail:
    """Return whom a text means: one or several to be confirmed, slips to be asked about."""
    found, slips = mentioned(text, refs), nearly_mentioned(text, refs)
    if len(found) + len(slips) > _MOST_PROPOSED:
        return {}
    if not found:
        return slipped(slips)
    return {"proposed": found[0] if len(found + slips) == 1 else [*found, *slips]}


def slipped(refs: Sequence[str]) -> Detail:
    """Return what is asked where no child is meant exactly: did you mean, or which of these."""
    if len(refs) == 1:
        return {"proposed": refs[0], "guess": True}
    return {"candidates": list(refs), "guess": True} if refs else {}


def proposed(now: Interview) -> list[str]:
    """Return the children that the card proposes."""
    named = _named_in_detail(now, "proposed")
    return [] if _is_one_of(now, named) else named


def candidates(now: Interview) -> list[str]:
    """Return the children that a typed reference may mean, where it may mean several."""
    named = _named_in_detail(now, "proposed")
    return named if _is_one_of(now, named) else _named_in_detail(now, "candidates")


def _named_in_detail(now: Interview, key: str) -> list[str]:
    named = now.detail.get(key)
    return refs_in(named) if named else []


def _is_one_of(now: Interview, named: Sequence[str]) -> bool:
    """Say whether one of several children named is to be chosen: what others read is about one."""
    return now.guide.is_of_one_child and len(named) > 1


def unknown_named(now: Interview, slot: Slot) -> list[str]:
    """Return the references which are nobody's, in the text that it proposes from or typed here."""
    typed = now.detail.get("unknown")
    in_story = unknown_references(_story(now, slot), now.children())
    return [*in_story, *(refs_in(typed) if typed else [])]


def near_unknown(now: Interview, slot: Slot) -> list[str]:
    """Return the children whom those may mean, and whom the text does not name besides."""
    refs, named = now.children(), mentioned(_story(now, slot), now.children())
    return [ref for ref in nearest(unknown_named(now, slot), refs) if ref not in named]


def meant_perhaps(now: Interview, slot: Slot) -> list[str]:
    """Return those of them whom the card does not propose already."""
    shown = {*proposed(now), *candidates(now)}
    return [ref for ref in near_unknown(now, slot) if ref not in shown]


def _story(now: Interview, slot: Slot) -> str:
    source = now.answers.get((slot.question.proposes_from or "", 0))
    return source.value if source and isinstance(source.value, str) else ""


@dataclass(frozen=True)
class Caseload:
    """Children who are listed together; `name` is whose they are, "" for one's own."""

    name: str
    refs: tuple[str, ...]


def caseloads(now: Interview) -> list[Caseload]:
    """Return whose children can be listed; where they fit one card, all as one."""
    listed = now.context.get("caseloads")
    known = [_caseload(one) for one in listed] if isinstance(listed, list | tuple) else []
    if len(known) > 1 and len(now.children()) > PAGE:
        return known
    return [Caseload("", tuple(now.children()))]


def _caseload(listed: Json) -> Caseload:
    assert isinstance(listed, Mapping)  # noqa: S101 - the bot wrote it so
    return Caseload(str(listed["name"] or ""), tuple(refs_in(listed["children"])))


def shown_caseload(now: Interview) -> Caseload | None:
    """Return whose children the card lists; None where it asks whose."""
    known, chosen = caseloads(now), now.detail.get("list")
    if len(known) == 1:
        return known[0]
    is_one = isinstance(chosen, int) and chosen < len(known)
    return known[chosen] if is_one and isinstance(chosen, int) else None


def page(now: Interview) -> int:
    """Return which page of its children the card lists, from 0."""
    asked = now.detail.get("page")
    return asked if isinstance(asked, int) else 0


def listed(now: Interview) -> list[str]:
    """Return the children whom the card names one by one, in order."""
    if named := proposed(now) or candidates(now):
        return named
    known = shown_caseload(now)
    return list(known.refs[page(now) * PAGE :][:PAGE]) if known else []


def siblings_to_add(now: Interview) -> list[str]:
    """Return the siblings whom an answer names; whom the story names was asked about before it.

    Of what may name any child, every other one that an answer names, the story too: it may have
    grown since it was asked.
    """
    if not now.child_question or not now.knows_children or now.guide.is_of_one_child:
        return []
    if now.guide.is_of_many:
        return [ref for ref in dict.fromkeys(_named(now)) if ref not in now.about()]
    story = {slot.question.proposes_from for slot in now.questions()}
    told = [
        str(answer.value)
        for slot, answer in now.answered()
        if slot.question.kind is Kind.TEXT and slot.key not in story
    ]
    return siblings_named(told, now.about(), Known.of(now.context))


def asks_child_anew(before: Interview, now: Interview, answer: Step) -> Detail | None:
    """Return what the question which child is asked with again after an edit; None if it is not.

    While it stands, where the edit changes whom the story means. Once it is answered, where one
    of several children whom the draft is about is named in no answer any more.
    """
    slot = now.slot_at((now.child_question, 0))
    if slot is None:
        return None
    meant = from_story(now, slot)
    if not now.knows_children:
        stands = now.slot() == slot and answer.question == slot.question.proposes_from
        return meant if stands and meant != from_story(before, slot) else None
    about = now.about()
    gone = {*_named(before)} & {*about} - {*_named(now)}
    edit: Detail = {"edit": True, "check": True} if now.position == CHECK else {"edit": True}
    return meant | edit if gone and len(about) > 1 else None


def _named(now: Interview) -> list[str]:
    """Return the children whom the answers name."""
    told = [str(a.value) for slot, a in now.answered() if slot.question.kind is Kind.TEXT]
    return [ref for text in told for ref in mentioned(text, now.children())]
