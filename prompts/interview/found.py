"""What is found in the answers of an interview: what a check card may propose, and of what."""

from collections.abc import Iterator

from practice.evidence import Found
from prompts.guide import Guide
from prompts.interview.path import Slot
from prompts.interview.proposals import Proposal, Proposals
from prompts.interview.state import Interview
from prompts.phrases import phrases
from prompts.question import Kind

_FIRST_GUIDES_ASK = frozenset({"child_voice", "why", "own_practice", "impact"})
"""What was looked for with the first guides beside what they name: they stay as they were."""


def found(interview: Interview) -> Proposals:
    """Return what was found in the answers: surely enough to propose it, or perhaps.

    A claim comes from an answer that may show it, and from words: an answered box is none.
    """
    looked_for, claims = _asked_for(interview), _surely_found(interview)
    perhaps = (_perhaps(interview, name) for name in looked_for if name not in claims)
    surest = tuple(proposal for proposal in perhaps if proposal)
    return Proposals(tuple(looked_for), tuple(claims.values()), surest)


def _surely_found(interview: Interview) -> dict[str, Proposal]:
    guide, claims = interview.guide, dict[str, Proposal]()
    for slot, text in answers_in_prose(interview):
        reading = interview.texts.reading(text)
        for indicator in dict.fromkeys(passage.indicator for passage in reading.found):
            said = reading.proposed(indicator)
            if said and guide.may_show(slot.question, indicator):
                claims.setdefault(indicator, _proposal(slot, text, said, reading.reader))
    return claims


def _perhaps(interview: Interview, indicator: str) -> Proposal | None:
    """Return the surest of the sentences that may show an indicator; None where there is none."""
    guide, surest = interview.guide, None
    for slot, text in answers_in_prose(interview):
        reading = interview.texts.reading(text)
        said = reading.perhaps(indicator) if guide.may_show(slot.question, indicator) else None
        if said and (surest is None or said.sure > surest[0]):
            surest = said.sure, _proposal(slot, text, said, reading.reader)
    return surest[1] if surest else None


def _proposal(slot: Slot, text: str, said: Found, reader: str) -> Proposal:
    return Proposal(said.indicator, text[said.start : said.end], slot.place, reader)


def stands_somewhere(interview: Interview) -> set[str]:
    """Return what was found, however surely, in any answer that tells what is so.

    A hope and a task tell nothing of the kind (`shows = []`).
    """
    telling = [(s, text) for s, text in answers_in_prose(interview) if s.question.shows != ()]
    return {said.indicator for _, text in telling for said in interview.texts.reading(text).found}


def answers_in_prose(interview: Interview) -> Iterator[tuple[Slot, str]]:
    """Yield the answers in words, each with the place that it stands in."""
    for slot, answer in interview.answered():
        if isinstance(answer.value, str) and slot.question.kind is Kind.TEXT:
            yield slot, answer.value


def _asked_for(interview: Interview) -> list[str]:
    """Return the indicators that the guide asks for and the reader looks for, in their order."""
    asked = {slot.question.asks_for for slot in interview.questions()}
    asked |= _probed(interview) if _says_what_it_asks(interview.guide) else _FIRST_GUIDES_ASK
    return [name for name in phrases("indicators") if name in asked]


def _says_what_it_asks(guide: Guide) -> bool:
    """Say whether a guide lists what its answers may show; the first guides do not."""
    questions = [question.shows for _, question in guide.everything_asked()]
    return any(isinstance(shows, tuple) for shows in [*questions, *(p.shows for p in guide.probes)])


def _probed(interview: Interview) -> set[str]:
    """Return what the follow-ups ask for that were asked, or would be if nothing was found."""
    bare, asked = interview.walk().without_texts(), interview.probes
    probes = [p for p in interview.guide.probes if p.shows]
    sought = {p.shows[0] for p in probes if p.shows and (p.id in asked or bare.applies(p.when))}
    return sought | {lens.shows[0] for lens in interview.lenses.values() if lens.shows}
