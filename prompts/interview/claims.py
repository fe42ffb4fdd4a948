"""What the record of an interview is proposed to show, and what was looked for and not found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from practice.evidence import says_none
from practice.terms import StepKind
from prompts.interview.copied_words import is_copied
from prompts.interview.found import answers_in_prose, found, stands_somewhere
from prompts.interview.given import GivenClaim
from prompts.interview.path import Slot
from prompts.interview.proposals import Proposal, Proposals
from prompts.interview.state import CHECK, OPEN, Interview
from prompts.phrases import phrases
from prompts.steps import Step

STAND = 5
"""How many claims stand on a check card; the others stand behind [See all]."""
MOST_ASKED = 3
"""How many sentences a card asks about that may show something."""
_OF_THE_CHILD = frozenset({"child_voice", "seen_alone"})


@dataclass(frozen=True)
class Proposed:
    """The sentence that a claim would rest on, and the version of the reader that found it.

    None found it where its writer pointed to it. `question` is the answer that it stands in.
    """

    sentence: str
    reader: str | None = None
    question: str | None = None


def claims(interview: Interview) -> dict[str, Proposed]:
    """Return what the record is proposed to show: each indicator with the words it rests on.

    What the check card proposed that was shown last, as far as its words still stand where they
    stood, and words that still stand to which the writer pointed. What is the child's and what the
    guide asks for comes first.
    """
    texts = {slot.place: text for slot, text in answers_in_prose(interview)}
    proposed = {
        claim.indicator: Proposed(claim.sentence, claim.reader, claim.place[0])
        for claim in _proposals(interview).claims
        if claim.sentence in texts.get(claim.place, "")
    }
    for indicator, pointed in interview.pointed.items():
        if pointed.sentence in texts.get(pointed.place, ""):
            proposed[indicator] = Proposed(pointed.sentence, question=pointed.place[0])
    first = _OF_THE_CHILD.union(_looked_for(interview))
    names = sorted(phrases("indicators"), key=lambda name: name not in first)
    return {name: proposed[name] for name in names if name in proposed}


def standing(interview: Interview) -> list[str]:
    """Return the claims that stand on the check card: those seen before, then the first ones."""
    listed = claims(interview)
    names = list(listed)
    before = [name for name in names if _is_seen(interview, name, listed[name])]
    chosen = [*before, *(name for name in names if name not in before)]
    chosen.sort(key=lambda name: listed[name].reader is not None)
    return [name for name in names if name in chosen[:STAND]]


def not_opened(interview: Interview) -> list[str]:
    """Return the claims whose words their writer did not see: sending confirms none of them."""
    return [n for n, claim in claims(interview).items() if not _is_seen(interview, n, claim)]


def _is_seen(interview: Interview, indicator: str, claim: Proposed) -> bool:
    """Say whether the writer saw a claim, or chose its words.

    Drafts that no card proposed anything of stand from before all of it was kept.
    """
    is_old = interview.proposals is None
    return is_old or claim.reader is None or (indicator, claim.sentence) in interview.seen


def is_to_propose(interview: Interview) -> bool:
    """Say whether the check card stands, and what it proposes is not known for these answers."""
    shows = interview.position == CHECK and interview.status == OPEN
    return shows and interview.guide.records_claims and not interview.is_proposed


def proposing(interview: Interview) -> Step:
    """Return the step that freezes what the check card proposes as it is shown."""
    proposed = found(interview)
    shown = standing(replace(interview, proposals=proposed))
    kept = replace(proposed, standing=tuple(shown)).as_json()
    return Step(StepKind.PROPOSED, CHECK, value=kept, sealed=True)


def _proposals(interview: Interview) -> Proposals:
    """Return what was proposed; where no check card was shown yet, what it would propose."""
    return interview.proposals or found(interview)


def confirmed_claims(interview: Interview) -> dict[str, Proposed]:
    """Return what sending would confirm: the claims that were seen less those taken out.

    One that rests on copied words is out until its writer says that it is so again today.
    """
    unseen = not_opened(interview)
    return {
        name: claim
        for name, claim in claims(interview).items()
        if name not in interview.taken_out | set(unseen)
        and not is_copied(interview, claim.sentence)
    }


def claims_beside(interview: Interview) -> Iterator[tuple[GivenClaim, str | None]]:
    """Yield what the other of two people confirmed of their own words, with whose words they are.

    One that the writer of the record confirmed too is left out: it stands once.
    """
    known = set(confirmed_claims(interview)) if interview.guide.records_claims else set()
    for given in interview.beside.values():
        for claim in given.claims:
            if claim.indicator not in known:
                known.add(claim.indicator)
                yield claim, given.author_id


def perhaps(interview: Interview) -> list[Proposal]:
    """Return the sentences of which the card asks whether they show what was looked for."""
    claimed = claims(interview)
    texts = {slot.place: text for slot, text in answers_in_prose(interview)}
    stand = [p for p in _proposals(interview).perhaps if p.sentence in texts.get(p.place, "")]
    return [p for p in stand if p.indicator not in claimed][:MOST_ASKED]


def not_found(interview: Interview) -> list[str]:
    """Return what the record is not proposed to show though the guide asks for it.

    What was answered where it was asked for is left out: it may stand there, unfound. So is what
    was found anywhere, however surely: it stands on the page.
    """
    known = {*_told(interview), *stands_somewhere(interview), *shown_beside(interview)}
    return [name for name in _not_proposed(interview) if name not in known]


def to_ask_for(interview: Interview) -> list[str]:
    """Return what can still be asked for: not claimed, not answered, and not perhaps shown.

    What was found where it cannot be claimed is among them: only its own question makes it count.
    """
    known = {*_told(interview), *(one.indicator for one in _proposals(interview).perhaps)}
    known |= shown_beside(interview)
    return [name for name in _not_proposed(interview) if name not in known]


def shows_nothing_yet(interview: Interview) -> list[str]:
    """Return what was answered where it was asked for, and is not proposed: it will not count."""
    asked = {proposal.indicator for proposal in perhaps(interview)}
    told = set(_told(interview)) - asked - shown_beside(interview)
    return [name for name in _not_proposed(interview) if name in told]


def _not_proposed(interview: Interview) -> list[str]:
    proposed = claims(interview)
    return [name for name in _looked_for(interview) if name not in proposed]


def to_point_to(interview: Interview) -> list[str]:
    """Return the indicators that the writer can point to: asked for, not claimed, some words."""
    stand = {*confirmed_claims(interview), *not_opened(interview)}
    asked = [name for name in _looked_for(interview) if name not in stand]
    return [name for name in asked if pointable(interview, name)]


def pointable(interview: Interview, indicator: str) -> list[tuple[Slot, str]]:
    """Return the answers in which the writer may point to an indicator, each with its text."""
    guide = interview.guide
    may = [(s, t) for s, t in answers_in_prose(interview) if guide.may_show(s.question, indicator)]
    return [(slot, text) for slot, text in may if not says_none(text)]


def _looked_for(interview: Interview) -> tuple[str, ...]:
    return _proposals(interview).looked_for


def shown_beside(interview: Interview) -> set[str]:
    """Return what the words of the other of two people show, as they confirmed."""
    return {claim.indicator for given in interview.beside.values() for claim in given.claims}


def _told(interview: Interview) -> Iterator[str]:
    for slot, text in answers_in_prose(interview):
        if slot.question.asks_for and not says_none(text):
            yield slot.question.asks_for
