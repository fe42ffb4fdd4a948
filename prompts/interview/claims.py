"""What the record of an interview is proposed to show, and what was looked for and not found."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice.evidence import READS, says_none
from practice.terms import StepKind
from prompts.guide import Kind
from prompts.interview.copied_words import is_copied
from prompts.interview.path import Slot
from prompts.interview.proposals import Proposal, Proposals
from prompts.interview.state import CHECK, OPEN, Interview
from prompts.phrases import phrases
from prompts.steps import Step


@dataclass(frozen=True)
class Proposed:
    """The sentence that a claim would rest on, and the version of the reader that found it.

    None found it where its writer pointed to it.
    """

    sentence: str
    reader: str | None = None


def claims(interview: Interview) -> dict[str, Proposed]:
    """Return what the record is proposed to show: each indicator with the words it rests on.

    What the check card proposed that was shown last, as far as its words still stand where they
    stood, and words that still stand to which the writer pointed. In the order of the indicators.
    """
    texts = {slot.place: text for slot, text in _texts(interview)}
    found = {
        claim.indicator: Proposed(claim.sentence, claim.reader)
        for claim in _proposals(interview).claims
        if claim.sentence in texts.get(claim.place, "")
    }
    for indicator, pointed in interview.pointed.items():
        if pointed.sentence in texts.get(pointed.place, ""):
            found[indicator] = Proposed(pointed.sentence)
    return {name: found[name] for name in phrases("indicators") if name in found}


def is_to_propose(interview: Interview) -> bool:
    """Say whether the check card stands, and what it proposes is not known for these answers."""
    shows = interview.position == CHECK and interview.status == OPEN
    return shows and interview.guide.records_claims and not interview.is_proposed


def proposing(interview: Interview) -> Step:
    """Return the step that freezes what the check card proposes as it is shown."""
    kept = _found(interview).as_json()
    return Step(StepKind.PROPOSED, CHECK, value=kept, sealed=True)


def _proposals(interview: Interview) -> Proposals:
    """Return what was proposed; where no check card was shown yet, what it would propose."""
    return interview.proposals or _found(interview)


def _found(interview: Interview) -> Proposals:
    """Return what was found in the answers, surely enough to propose it.

    A claim comes from an answer that may show it, and from words: an answered box is none.
    """
    found: dict[str, Proposal] = {}
    for slot, text in _texts(interview):
        reading = interview.texts.reading(text)
        for indicator in dict.fromkeys(passage.indicator for passage in reading.found):
            said = reading.proposed(indicator)
            if said and slot.question.may_show(indicator):
                sentence = text[said.start : said.end]
                proposal = Proposal(indicator, sentence, slot.place, reading.reader)
                found.setdefault(indicator, proposal)
    return Proposals(tuple(_asked_for(interview)), tuple(found.values()))


def confirmed_claims(interview: Interview) -> dict[str, Proposed]:
    """Return what sending would confirm: the proposed claims less those taken out.

    One that rests on copied words is out until its writer says that it is so again today.
    """
    return {
        name: claim
        for name, claim in claims(interview).items()
        if name not in interview.taken_out and not is_copied(interview, claim.sentence)
    }


def not_found(interview: Interview) -> list[str]:
    """Return what the record is not proposed to show though the guide asks for it.

    What was answered where it was asked for is left out: it may stand there, unfound.
    """
    told = set(_told(interview))
    return [name for name in _not_proposed(interview) if name not in told]


def shows_nothing_yet(interview: Interview) -> list[str]:
    """Return what was answered where it was asked for, and is not proposed: it will not count."""
    told = set(_told(interview))
    return [name for name in _not_proposed(interview) if name in told]


def _not_proposed(interview: Interview) -> list[str]:
    proposed = claims(interview)
    return [name for name in _looked_for(interview) if name not in proposed]


def to_point_to(interview: Interview) -> list[str]:
    """Return the indicators that the writer can point to: asked for, not claimed, some words."""
    confirmed = confirmed_claims(interview)
    asked = [name for name in _looked_for(interview) if name not in confirmed]
    return [name for name in asked if pointable(interview, name)]


def pointable(interview: Interview, indicator: str) -> list[tuple[Slot, str]]:
    """Return the answers in which the writer may point to an indicator, each with its text."""
    may = [(s, text) for s, text in _texts(interview) if s.question.may_show(indicator)]
    return [(slot, text) for slot, text in may if not says_none(text)]


def _looked_for(interview: Interview) -> tuple[str, ...]:
    return _proposals(interview).looked_for


def _asked_for(interview: Interview) -> list[str]:
    """Return the indicators that the guide asks for and the reader looks for, in their order."""
    asked = {slot.question.asks_for for slot in interview.questions()}
    if any(isinstance(s.question.shows, tuple) for s in interview.questions()) or _probed(
        interview
    ):
        asked |= _probed(interview)
    else:
        # The first guides name no more than the answers that were claimed whole.
        asked |= {*READS} - {"family_and_environment", "contingency"}
    return [name for name in phrases("indicators") if name in asked & {*READS}]


def _probed(interview: Interview) -> set[str]:
    """Return what the follow-ups ask for that were asked or would be."""
    walk, asked = interview.walk(), interview.probes
    probes = [p for p in interview.guide.probes if p.shows]
    return {p.shows[0] for p in probes if p.shows and (p.id in asked or walk.holds(p.when))}


def _told(interview: Interview) -> Iterator[str]:
    for slot, text in _texts(interview):
        if slot.question.asks_for and not says_none(text):
            yield slot.question.asks_for


def _texts(interview: Interview) -> Iterator[tuple[Slot, str]]:
    for slot, answer in interview.answered():
        if isinstance(answer.value, str) and slot.question.kind is Kind.TEXT:
            yield slot, answer.value
