"""What records show since a guide's new version was first used, beside the days before it."""

from collections.abc import Iterator

from practice.calendar import months_back
from prompts.errors import PromptsError
from prompts.loader import Guides
from reports import trials, trials_told
from reports.all_guides import used_guides
from reports.tallies import Counted
from reports.trials import Trial
from reports.view import Section, Sentence
from storage.session import Session

MONTHS = 12
"""A trial stands in the summaries of so many months."""


def section(session: Session, counted: Counted) -> Section:
    """Return what moved more than chance with versions that were first used in the last months.

    Of those teams alone; a trial is told once its days are over, and not before.
    """
    since, until = months_back(counted.period, MONTHS)[0].first, counted.period.next().first
    known = trials.every(session, counted.as_of)
    lately = [one for one in known if since <= one.day and one.ends <= until]
    tried = trials.tried(session, lately, counted.as_of, counted.teams)
    found = [one for one in tried if one.found]
    guides = used_guides(session) if found else None
    return Section(
        "new_versions",
        trials.say("trial.heading"),
        tuple(sentence for one in found for sentence in _told(guides, one)) if guides else (),
    )


def _told(guides: Guides, trial: Trial) -> Iterator[Sentence]:
    days = trial.days
    for key, text in trials_told.found(trial, _title(guides, days.guide, days.version)):
        yield Sentence(text, key)


def _title(guides: Guides, name: str, version: int) -> str:
    """Return what a version is called; its name where it cannot be read any more."""
    try:
        return guides.version(name, version).title
    except PromptsError:
        return name
