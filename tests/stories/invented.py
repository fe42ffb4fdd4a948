"""Rows of an invented council, in the kinds and columns that `understory import` reads.

Everything follows from the story and the seed. Names are not asked for: contacts of the stories
carry references, or are about children nobody knows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import numpy as np

from practice.calendar import add_working_days as working_days_after
from tests.practice.linkage.invented import Child, council
from tests.stories import planted
from tests.stories.planted import Plan, Story

Row = dict[str, str]

COLUMNS = {
    "teams": "team parent",
    "people": "person_ref name role team supervisor_ref employment fte newly_qualified_until "
    "started_on left_on email",
    "children": "child_ref forename surname birth_date postcode status opened_on closed_on "
    "restricted",
    "involvements": "child_ref person_ref team started_on ended_on end_reason",
    "contacts": "contact_ref received_on source reason domestic_abuse triaged child_ref forename "
    "surname birth_date postcode outcome threshold_met team",
    "referrals": "referral_ref contact_ref child_ref received_on decided_on source outcome team",
    "assessments": "assessment_ref child_ref referral_ref started_on authorised_on child_seen_on "
    "outcome person_ref team",
    "section47": "enquiry_ref child_ref strategy_discussion_on started_on completed_on source "
    "outcome outcome_reason person_ref team",
    "conferences": "conference_ref enquiry_ref child_ref held_on plan_made",
    "supervision-notes": "note_ref held_on kind minutes supervisor_ref practitioner_ref child_ref "
    "text actions practitioner_agreed_on supervisor_agreed_on",
}
WORKERS_A_TEAM = 8
OPENED_LONG_AGO = date(2024, 3, 1)
VOICE = "She told me: 'I do not like it when it is loud.'"
NO_VOICE = "The visit was within timescale and the plan was reviewed."


# Many councils are drawn after one another: what is the same for each is worked out once.
add_working_days = cache(working_days_after)


@cache
def _columns(kind: str) -> tuple[str, ...]:
    return tuple(COLUMNS[kind].split())


@dataclass
class Made:
    """The rows of each kind, and what draws them."""

    story: Story
    seed: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in COLUMNS})

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.story} {self.seed}")  # noqa: S311
        self.counts = np.random.default_rng([self.seed, [*Story].index(self.story)])

    def add(self, kind: str, /, **values: object) -> str:
        """Add a row, what is not given empty; return the first column, its ref."""
        row = dict.fromkeys(_columns(kind), "")
        row.update({name: str(value) for name, value in values.items()})
        self.rows[kind].append(row)
        return row[_columns(kind)[0]]

    def ref(self, kind: str, letter: str) -> str:
        return f"{letter}{len(self.rows[kind]) + 1:05}"


def made(story: Story, seed: int) -> Made:
    """Return the rows of 24 months."""
    rows = Made(story, seed)
    children = council(seed, families=400, calls=0).known
    _people(rows)
    for child in children:
        _open_child(rows, child)
    for month in range(1, planted.MONTHS + 1):
        plan = Plan(story, month)
        for received in _contacts(rows, plan, children):
            _referral(rows, plan, received)
        _enquiries(rows, plan, children)
        _notes(rows, plan, children)
    return rows


@cache
def month_begins(month: int) -> date:
    year, after = divmod(planted.FIRST.month - 1 + month - 1, 12)
    return date(planted.FIRST.year + year, after + 1, 1)


def _day(rows: Made, month: int) -> date:
    days = (month_begins(month + 1) - month_begins(month)).days
    return month_begins(month) + timedelta(days=rows.chance.randrange(days))


def _people(rows: Made) -> None:
    rows.add("teams", team="Children's services")
    for team in planted.ASSESSMENT_TEAMS:
        rows.add("teams", team=team, parent="Children's services")
        lead = rows.ref("people", "P")
        rows.add("people", person_ref=lead, name=f"Lead {lead}", role="supervisor", team=team)
        for _ in range(WORKERS_A_TEAM):
            ref = rows.ref("people", "P")
            who = {"person_ref": ref, "name": f"Worker {ref}", "supervisor_ref": lead}
            rows.add("people", **who, role="practitioner", team=team, employment="permanent", fte=1)


def _worker(rows: Made, team: str) -> str:
    of_team = [p for p in rows.rows["people"] if p["team"] == team and p["role"] == "practitioner"]
    return rows.chance.choice(of_team)["person_ref"]


def _open_child(rows: Made, child: Child) -> None:
    team = rows.chance.choice(planted.ASSESSMENT_TEAMS)
    names = {"forename": child.forename, "surname": child.surname, "postcode": child.postcode}
    of_case = {"status": "CIN", "opened_on": OPENED_LONG_AGO, "birth_date": child.birth_date}
    rows.add("children", child_ref=child.ref, **names, **of_case)
    worker = {"person_ref": _worker(rows, team), "team": team}
    rows.add("involvements", child_ref=child.ref, **worker, started_on=OPENED_LONG_AGO)


def _contacts(rows: Made, plan: Plan, children: list[Child]) -> Iterator[Row]:
    """Add a month's contacts; yield those that became referrals."""
    factor = max(rows.counts.normal(1, planted.MONTHLY_FACTOR), 0)
    usual = int(rows.counts.poisson(planted.CONTACTS * factor))
    for _ in range(usual):
        source = _drawn(rows, planted.SOURCES)
        abuse = source == "police" and rows.chance.random() < planted.DOMESTIC_ABUSE
        yield from _contact(rows, plan, source, abuse, "")
    police = planted.CONTACTS * planted.SOURCES["police"] * planted.DOMESTIC_ABUSE
    for _ in range(int(rows.counts.poisson(plan.when(Story.DOMESTIC_ABUSE, police, 0)))):
        yield from _contact(rows, plan, "police", True, "")
    more = plan.when(Story.OPEN_CASE_CALLS, planted.MORE_OPEN_CASE_CALLS, 0)
    for _ in range(int(rows.counts.poisson(planted.OPEN_CASE_CALLS + more))):
        source = _drawn(rows, planted.SOURCES)
        yield from _contact(rows, plan, source, False, rows.chance.choice(children).ref)


def _contact(rows: Made, plan: Plan, source: str, abuse: bool, child_ref: str) -> Iterator[Row]:
    outcome = "information and advice" if child_ref else _drawn(rows, planted.OUTCOMES)
    received = _day(rows, plan.month)
    if received.day > plan.when(Story.DATA_GAP, planted.DAYS_IN_THE_GAP, 31):
        return
    rows.add(
        "contacts",
        contact_ref=rows.ref("contacts", "K"),
        received_on=received,
        source=source,
        reason="domestic abuse" if abuse else rows.chance.choice(["neglect", "behaviour", "abuse"]),
        domestic_abuse="yes" if abuse else "no",
        triaged="yes",
        child_ref=child_ref,
        outcome=outcome,
        team="Children's services",
    )
    if outcome == "referral":
        yield rows.rows["contacts"][-1]


def _referral(rows: Made, plan: Plan, contact: Row) -> None:
    received = date.fromisoformat(contact["received_on"])
    number = rows.ref("referrals", "R")
    about = {"child_ref": f"N{number}", "source": contact["source"], "team": "Children's services"}
    of_contact = {"contact_ref": contact["contact_ref"], "received_on": received}
    decided = add_working_days(received, 1)
    rows.add("referrals", referral_ref=number, **of_contact, **about, decided_on=decided)
    if rows.chance.random() < planted.ASSESSED:
        _assessment(rows, plan, about["child_ref"], number, decided)


def _assessment(rows: Made, plan: Plan, child: str, referral: str, started: date) -> None:
    team = rows.chance.choice(planted.ASSESSMENT_TEAMS)
    changed = rows.chance.random() < planted.WORKER_CHANGED
    days = rows.chance.gauss(planted.ASSESSMENT_DAYS, planted.ASSESSMENT_DEVIATION)
    days += plan.when(Story.CHANGES_ADD_DAYS, planted.DAYS_ADDED, 0) if changed else 0
    authorised = add_working_days(started, max(round(days), 1))
    workers = [_worker(rows, team) for _ in range(2 if changed else 1)]
    turns = started + (authorised - started) / 2
    ends = [turns, ""] if changed else [""]
    for worker, begun, ended in zip(workers, (started, turns), ends, strict=False):
        who = {"child_ref": child, "person_ref": worker, "team": team}
        rows.add("involvements", **who, started_on=begun, ended_on=ended)
    seen = add_working_days(started, 5) if rows.chance.random() < planted.CHILD_SEEN else ""
    rows.add(
        "assessments",
        assessment_ref=rows.ref("assessments", "A"),
        child_ref=child,
        referral_ref=referral,
        started_on=started,
        authorised_on=authorised,
        child_seen_on=seen,
        person_ref=workers[-1],
        team=team,
    )


def _enquiries(rows: Made, plan: Plan, children: list[Child]) -> None:
    for team in planted.ASSESSMENT_TEAMS:
        lower = plan.when(Story.CONVERSION, planted.LOWER_CONVERSION, planted.CONVERSION)
        share = lower if team == planted.TEAM_OF_THE_STORY else planted.CONVERSION
        for _ in range(int(rows.counts.poisson(planted.ENQUIRIES))):
            _enquiry(rows, plan, team, share, rows.chance.choice(children).ref)


def _enquiry(rows: Made, plan: Plan, team: str, share: float, child: str) -> None:
    started = _day(rows, plan.month)
    met = rows.chance.random() < share
    ref = rows.add(
        "section47",
        enquiry_ref=rows.ref("section47", "S"),
        child_ref=child,
        strategy_discussion_on=started,
        started_on=started,
        completed_on=add_working_days(started, 10),
        source=_drawn(rows, planted.SOURCES),
        outcome="conference" if met else "no further action",
        person_ref=_worker(rows, team),
        team=team,
    )
    if met:
        in_time = rows.chance.random() < planted.IN_TIME
        held = add_working_days(started, rows.chance.randint(*((8, 15) if in_time else (16, 25))))
        number = rows.ref("conferences", "F")
        of_enquiry = {"enquiry_ref": ref, "child_ref": child, "held_on": held}
        rows.add("conferences", conference_ref=number, **of_enquiry, plan_made="yes")


def _notes(rows: Made, plan: Plan, children: list[Child]) -> None:
    voice = plan.when(Story.QUALITY, planted.MORE_VOICE, planted.VOICE)
    for at in range(planted.NOTES):
        late = rows.chance.random() >= planted.HELD_IN_TIME
        held = month_begins(plan.month) + timedelta(days=at % 20 + (8 if late else 0))
        child = children[at % len(children)].ref
        team = next(i["team"] for i in rows.rows["involvements"] if i["child_ref"] == child)
        who = _worker(rows, team)
        lead = next(p["supervisor_ref"] for p in rows.rows["people"] if p["person_ref"] == who)
        pair = {"supervisor_ref": lead, "practitioner_ref": who, "child_ref": child}
        agreed = {"practitioner_agreed_on": held, "supervisor_agreed_on": held}
        text = VOICE if rows.chance.random() < voice else NO_VOICE
        number = rows.ref("supervision-notes", "V")
        said = {"note_ref": number, "held_on": held, "kind": "case", "minutes": 90, "text": text}
        rows.add("supervision-notes", **said, **pair, **agreed)


def _drawn(rows: Made, shares: dict[str, float]) -> str:
    return rows.chance.choices([*shares], [*shares.values()])[0]
