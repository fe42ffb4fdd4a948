"""Group supervisions of the invented council: one child, the ideas, and what became of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time

from bot.conversations.group import GUIDE
from bot.conversations.submission import Alone
from bot.demo.bank import GroupTexts, fill, for_groups
from bot.demo.between import in_context
from bot.demo.cases import Case
from bot.demo.chats import Chats
from bot.demo.roster import Roster, Worker
from bot.demo.written_alone import Desk, Said
from bot.update import first_name
from practice.access import OPENS_AS
from practice.calendar import LONDON, working_days_before
from practice.terms import RecordKind
from prompts.phrases import phrase
from prompts.steps import Json
from storage.tables import Person

_DAYS_BEFORE = 5
"""So many working days before the day of the demo each was held."""


class Groups:
    """What groups made of a child whom one of them brought."""

    def __init__(
        self,
        desk: Desk,
        chats: Chats,
        people: Roster,
        team: Callable[[Person], Mapping[str, Sequence[Case]]],
    ) -> None:
        self._desk = desk
        self._chats = chats
        self._people = people
        self._team = team

    def hold(self, first: Worker, today: date) -> None:
        """Let each group have met once; where `first` has such a child, it is theirs."""
        day = working_days_before(today, _DAYS_BEFORE)
        for texts in for_groups():
            workers = [one for one in self._people.workers if one.plan.team.name == texts["team"]]
            workers.sort(key=lambda one: one is not first)
            case = self._brought(workers, texts, day)
            if case is not None:
                self._meet(case, texts, datetime.combine(day, time(14, 10), LONDON))

    def _brought(self, workers: Iterable[Worker], texts: GroupTexts, day: date) -> Case | None:
        """Return a child whose worker had them before that day and has them still."""
        listed = [(one, self._team(one.supervisor).get(one.person.name, ())) for one in workers]
        found = [
            case
            for worker, theirs in listed
            for case in theirs
            if case.story.name == texts["story"]
            and worker.is_here(day)
            and not case.pinned
            and case.spells[-1].started_on < day
            and case.last_in_depth is not None
            and case.last_in_depth < day
        ]
        return min(found, key=lambda one: one.arc not in texts["arcs"], default=None)

    def _meet(self, case: Case, texts: GroupTexts, at: datetime) -> None:
        worker, writer = case.worker, case.worker.supervisor
        codes = self._codes(worker)
        (visibility,) = OPENS_AS[RecordKind.GROUP]
        team_id, worker_id = worker.plan.team.id, worker.person.id
        what = Alone(RecordKind.GROUP, visibility, team_id, case.child.id, worker_id)
        draft = self._desk.opened(GUIDE, writer.id, None, at)
        said = _said(texts, case, _by_code(codes, worker))
        sent = self._desk.send(draft, self._context(worker, codes, at), said, [what])
        self._chats.heard(worker.person, "group.told", sent.records[0].id, writer, sent.sent_at)

    def _codes(self, worker: Worker) -> Mapping[str, str]:
        """Return the names of those who are of the group, by their codes, who writes first."""
        here = [one.person for one in self._people.workers if one.supervisor is worker.supervisor]
        here = [one for one in here if one.left_on is None]
        return {one.ref: first_name(one) for one in (worker.supervisor, *here)}

    def _context(
        self, worker: Worker, codes: Mapping[str, str], at: datetime
    ) -> Mapping[str, Json]:
        listed = [phrase("group.code", code=code, name=name) for code, name in codes.items()]
        return {
            "practitioner": first_name(worker.person),
            "practitioner_id": worker.person.id,
            "colleagues": ", ".join(listed),
            "held_on": at.date().isoformat(),
            **in_context([("", self._team(worker.supervisor)[worker.person.name])]),
        }


def _by_code(codes: Mapping[str, str], worker: Worker) -> Mapping[str, str]:
    """Return what stands in a text for each code."""
    me, *others = codes
    one, two, *_ = (code for code in others if code != worker.person.ref)
    return {"me": me, "code": worker.person.ref, "one": one, "two": two}


def _said(texts: GroupTexts, case: Case, more: Mapping[str, str]) -> Said:
    """Return what is written about a child, an answer each question, a list in a group."""

    def filled(text: str) -> str:
        return fill(text, case.girl, **more)

    plain = {name: filled(text) for name, text in texts.items() if isinstance(text, str)}
    groups = {
        f"{group}.{field}": [filled(text) for text in listed]
        for group, fields in texts.items()
        if isinstance(fields, Mapping)
        for field, listed in fields.items()
    }
    return {**plain, "child": case.child.ref, **groups}
