"""How each version of a guide is used, as practice leads read it: counts, and of nobody alone.

What few people used says of each question what one of them did, so it is not shown. What is skipped
often, or shows nothing, is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from practice.calendar import london_day
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.interview.path import LENS, MORE, PROBE
from prompts.lens import Lens, bank
from prompts.loader import Guides
from prompts.phrases import phrase
from prompts.question import Kind, Question
from reports import auditors, trials, trials_told
from reports.trials_told import Row
from storage import guide_use
from storage.guide_use import QuestionUse, VersionUse
from storage.session import Session

MONTHS = 12
_DAYS = 366
LEAST_PEOPLE = 5
"""So many people have used a version before each question of it is shown."""
FEW = 10
"""What was asked less often than this says little yet."""


@dataclass(frozen=True)
class UsedQuestion:
    """A question, follow-up or lens of a version: what it is called, its use, what to look at."""

    key: str
    title: str
    use: QuestionUse
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UsedTrial:
    """What records show before a version and since, in sentences and by indicator."""

    sentences: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class UsedVersion:
    """A version that was used, the sentences about it, and its questions in order.

    `trial` is what records show before it and since, with the sentences about that.
    """

    version: int
    sentences: tuple[str, ...]
    questions: tuple[UsedQuestion, ...] = ()
    trial: UsedTrial = UsedTrial()


def used(session: Session, guides: Guides, name: str, now: datetime) -> list[UsedVersion]:
    """Return the versions of a guide that were used lately, the newest first."""
    found = guide_use.of_guide(session, name, now - timedelta(days=_DAYS))
    listed = [_version(guides, name, version, found[version]) for version in sorted(found)[::-1]]
    listed = [_with_agreement(session, guides, name, one) for one in listed]
    tried = dict(_tried(session, name, now))
    return [replace(one, trial=tried.get(one.version, UsedTrial())) for one in listed]


def _tried(session: Session, name: str, now: datetime) -> Iterator[tuple[int, UsedTrial]]:
    """Yield each version that followed another, with what records of the whole council show."""
    known = [one for one in trials.every(session, now) if one.guide == name]
    for days in known:
        if days.ends > london_day(now):
            yield days.version, UsedTrial((trials_told.to_come(days),))
    for one in trials.tried(session, known, now):
        yield one.days.version, UsedTrial(*trials_told.of_page(one, LEAST_PEOPLE))


def _with_agreement(session: Session, guides: Guides, name: str, used: UsedVersion) -> UsedVersion:
    """Return the same with how far two auditors agree, where it is what auditors are asked."""
    guide = _guide(guides, name, used.version)
    if guide is None or guide.ends != "audit":
        return used
    return replace(used, sentences=(*used.sentences, *auditors.said_of(session, guide)))


def _version(guides: Guides, name: str, version: int, use: VersionUse) -> UsedVersion:
    said = phrase("guides.use.version", version=version, drafts=use.drafts, people=use.people)
    if use.people < LEAST_PEOPLE:
        return UsedVersion(version, (said, phrase("guides.use.too_few", least=LEAST_PEOPLE)))
    guide = _guide(guides, name, version)
    return UsedVersion(version, (said,), tuple(_questions(guide, use)))


def _guide(guides: Guides, name: str, version: int) -> Guide | None:
    try:
        return guides.version(name, version)
    except PromptsError:
        return None


def _questions(guide: Guide | None, use: VersionUse) -> Iterator[UsedQuestion]:
    known = dict(_known(guide)) if guide else {}
    others = sorted(key for key in use.questions if key not in known and not key.endswith(MORE))
    lenses = {LENS + lens.id: lens for lens in bank()}
    for key in (*known, *others):
        counts = use.questions.get(key, QuestionUse())
        lens = lenses.get(key)
        title, may_show = known.get(key) or (_called(key, lens), bool(lens and lens.shows))
        yield UsedQuestion(key, title, counts, tuple(_notes(counts, may_show=may_show)))


def _known(guide: Guide) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield the key of each question and follow-up, its title, and whether it may show anything."""
    for key, question in guide.everything_asked():
        if question.kind not in {Kind.NOTE, Kind.GROUP}:
            yield key, (question.short or question.ask, _may_show(guide, question))
    for probe in guide.probes:
        shows = guide.records_claims and probe.shows != ()
        yield PROBE + probe.id, (phrase("guides.use.probe", title=probe.title), shows)


def _may_show(guide: Guide, question: Question) -> bool:
    return guide.records_claims and question.kind is Kind.TEXT and question.shows != ()


def _called(key: str, lens: Lens | None) -> str:
    """Return how a question is called that stands in no guide: a lens, or one of before."""
    title = lens.title if lens else key.removeprefix(LENS)
    return phrase("guides.use.lens", title=title) if key.startswith(LENS) else key


def _notes(use: QuestionUse, *, may_show: bool) -> Iterator[str]:
    if use.asked < FEW:
        yield phrase("guides.use.few")
        return
    if use.skipped * 2 >= use.asked:
        yield phrase("guides.use.often_skipped")
    if may_show and use.answered >= FEW and not use.claims:
        yield phrase("guides.use.shows_nothing")
