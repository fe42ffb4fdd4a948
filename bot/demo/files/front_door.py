"""Contacts and referrals of the invented council, month by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bot.demo.bank import chance
from bot.demo.files.council import Child, Council
from bot.demo.files.planted import (
    KNOWN_AGAIN,
    NAMED_ALONE,
    NEW_CONTACTS,
    OUTCOMES,
    RANG_AGAIN,
    REASONS,
    SOURCES,
    When,
    about,
    chance_of,
    drawn,
)
from bot.demo.naming import misheard
from practice.calendar import add_working_days
from storage.imports import Cell

Drawn = dict[str, Cell]
_UNKNOWN, _SOON = "N-", timedelta(days=4)
_REFERRED, _ADVISED = "referral", "information and advice"


@dataclass
class FrontDoor:
    """The rows of contacts and referrals; `seen` are those who were written of before."""

    council: Council
    contacts: list[Drawn] = field(default_factory=list)
    referrals: list[Drawn] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def go_through(self, when: When, cases: Sequence[Child]) -> None:
        """Add what comes in a month, by day."""
        rng = chance_of(self.council.today, "contacts", when.month)
        came = [
            *self._new(rng, when),
            *self._notified(rng, when),
            *self._calls(rng, when, cases),
            *self._opened(rng, when, cases),
        ]
        ordered = sorted(came, key=lambda row: (str(row["received_on"]), str(row["child_ref"])))
        for row in ordered:
            self._add(rng, row, when)
        # Drawn apart, so that they change nothing else.
        apart = chance_of(self.council.today, "doubts", when.month)
        for row in [*_named_alone(apart, when, cases), *_rang_again(apart, when, ordered)]:
            self._add(apart, row, when)

    def _new(self, rng: Random, when: When) -> Iterator[Drawn]:
        for _ in range(about(rng, NEW_CONTACTS - when.notifications // 2)):
            source = drawn(rng, SOURCES)
            outcome = drawn(rng, OUTCOMES)
            yield _contact(rng, when, source, drawn(rng, REASONS), self._whom(rng), outcome)

    def _notified(self, rng: Random, when: When) -> Iterator[Drawn]:
        for _ in range(about(rng, when.notifications)):
            outcome = drawn(rng, OUTCOMES)
            row = _contact(rng, when, "police", "domestic abuse", self._whom(rng), outcome)
            yield {**row, "domestic_abuse": True, "triaged": chance(rng, 0.8)}

    def _calls(self, rng: Random, when: When, cases: Sequence[Child]) -> Iterator[Drawn]:
        known = [child for child in cases if child.is_open(when.month)]
        for _ in range(about(rng, when.calls)):
            source = drawn(rng, SOURCES)
            child = rng.choice(known).ref
            yield _contact(rng, when, source, drawn(rng, REASONS), child, _ADVISED)

    def _opened(self, rng: Random, when: When, cases: Sequence[Child]) -> Iterator[Drawn]:
        for child in cases:
            received = child.opened_on - timedelta(days=rng.randrange(0, 2))
            if when.month.first <= received <= when.month.last:
                told = (drawn(rng, SOURCES), drawn(rng, REASONS), child.ref, _REFERRED)
                yield {**_contact(rng, when, *told), "received_on": received}

    def _whom(self, rng: Random) -> str | None:
        """Return the reference of somebody who is not open; of many there is none."""
        if chance(rng, 0.4):
            return None
        if self.seen and chance(rng, KNOWN_AGAIN):
            return rng.choice(self.seen)
        self.seen.append(f"{_UNKNOWN}{len(self.seen) + 1:05}")
        return self.seen[-1]

    def _add(self, rng: Random, row: Drawn, when: When) -> None:
        ref = f"CO-{len(self.contacts) + 1:05}"
        is_referral = row["outcome"] == _REFERRED
        met = "yes" if is_referral else "no" if chance(rng, 0.9) else "unclear"
        told = {"contact_ref": ref, **row, "threshold_met": met}
        if not when.has_outcomes:
            told |= {"outcome": None, "threshold_met": None}
        self.contacts.append(told)
        if is_referral:
            self.referrals.append(self._referral(rng, ref, row))

    def _referral(self, rng: Random, contact: str, row: Drawn) -> Drawn:
        received = row["received_on"]
        assert isinstance(received, date)  # noqa: S101 - as _contact has it
        is_known = str(row["child_ref"] or "").startswith("CH-")
        taken_on = is_known or chance(rng, 0.5)
        return {
            "referral_ref": f"RE-{len(self.referrals) + 1:05}",
            "contact_ref": contact,
            "child_ref": row["child_ref"],
            "received_on": received,
            "decided_on": add_working_days(received, 1),
            "source": row["source"],
            "outcome": "assessment" if taken_on else "passed to early help",
            "team": None,
        }


def _named_alone(rng: Random, when: When, cases: Sequence[Child]) -> Iterator[Drawn]:
    """Yield calls about open cases that a name alone tells, and not quite: nobody asked whose."""
    known = [child for child in cases if child.is_open(when.month)]
    for number, child in enumerate(rng.sample(known, NAMED_ALONE)):
        row = _contact(rng, when, drawn(rng, SOURCES), drawn(rng, REASONS), None, _ADVISED)
        wrong = "surname" if number % 2 else "forename"
        yield {**row, **child.named, wrong: misheard(rng, str(child.named[wrong]))}


def _rang_again(rng: Random, when: When, came: Sequence[Drawn]) -> Iterator[Drawn]:
    """Yield calls that may be about what was told some days before, by somebody else."""
    able = [
        row
        for row in came
        if str(row["child_ref"] or "").startswith(_UNKNOWN)
        and row["outcome"] == _ADVISED
        and isinstance(row["received_on"], date)
        and row["received_on"] + _SOON <= when.month.last
    ]
    for row in rng.sample(able, RANG_AGAIN):
        assert isinstance(row["received_on"], date)  # noqa: S101 - chosen so
        again = row["received_on"] + timedelta(days=rng.randint(1, _SOON.days))
        yield {**row, "received_on": again, "source": drawn(rng, SOURCES)}


def _contact(
    rng: Random, when: When, source: str, reason: str, child: str | None, outcome: str
) -> Drawn:
    received = when.month.first + timedelta(days=rng.randrange(when.month.last.day))
    return {
        "received_on": received,
        "source": source,
        "reason": reason,
        "domestic_abuse": False,
        "triaged": None,
        "child_ref": child,
        "outcome": outcome,
        "team": None,
    }
