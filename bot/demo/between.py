"""What is written between supervisions: decisions, handovers, preparations."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from random import Random

from bot.conversations.last_time import between_of, heard_lines
from bot.conversations.reflection import GUIDE as REFLECTION
from bot.conversations.submission import Alone
from bot.demo.agendas import Wishes
from bot.demo.bank import between, chance
from bot.demo.caseloads import PINNED
from bot.demo.cases import Case
from bot.demo.chats import Chats
from bot.demo.roster import Worker
from bot.demo.script import LONG_AGO
from bot.demo.written_alone import Desk, Texts, Written, filled
from bot.update import first_name
from practice.access import OPENS_AS, Visibility
from practice.calendar import LONDON, add_working_days, working_days_before
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.interview.path import BY_CHILD
from prompts.steps import Json
from prompts.text import quoted
from storage.tables import Person

_DECIDED, _PREPARED = 0.12, 0.12
_BEFORE_IT_ENDS, _ONCE_BEGUN = 3, 4
"""So many working days before a change of worker the one writes, and so many after it the other."""


class BetweenMeetings:
    """What people write about a child while no meeting is on. Every text is used once."""

    def __init__(
        self, desk: Desk, chats: Chats, team: Callable[[Person], Mapping[str, Sequence[Case]]]
    ) -> None:
        self._desk = desk
        self._chats = chats
        self._team = team
        self._used = Counter([PINNED[LONG_AGO]])

    def before(self, worker: Worker, cases: Sequence[Case], day: date, wishes: Wishes) -> Wishes:
        """Let something have been written before a supervision; return what is wished for there."""
        # Drawn apart: whatever else is invented stays as it is.
        rng = Random(f"before {worker.person.ref} {day}")  # noqa: S311
        free = [case for case in cases if not case.pinned and case.last_in_depth]
        if free and chance(rng, _DECIDED):
            self._decide_of_one(rng, free, day)
        if not free or not chance(rng, _PREPARED) or wishes.in_depth:
            return wishes
        found = [said for said in between()["preparation"] if not self._used[said["wishes"]]]
        if not found:
            return wishes
        case, said = rng.choice(free), rng.choice(found)
        self._used[said["wishes"]] += 1
        self.prepare(case, said, _at(working_days_before(day, 1), 16, rng.randrange(60)))
        return replace(wishes, prepared=(case.child.ref,))

    def _decide_of_one(self, rng: Random, cases: Sequence[Case], day: date) -> None:
        texts = between()["decision"]
        found = [case for case in cases if not self._used[case.story.name]]
        if found:
            case = rng.choice(found)
            self._used[case.story.name] += 1
            on = working_days_before(day, rng.randrange(4, 9))
            if case.spells[-1].started_on < on:
                self.decide(case, texts[case.story.name], _at(on, 11, rng.randrange(60)))

    def decide(self, case: Case, said: Texts, at: datetime) -> None:
        """Let who supervises a child's worker have written down a decision about the child."""
        worker, supervisor = case.worker, case.worker.supervisor
        said = filled(said, case, worker=first_name(worker.person))
        answers = {"decision": said["decided"], **said}
        whose = [(one, theirs) for one, theirs in self._team(supervisor).items() if theirs]
        what = _alone(RecordKind.DECISION, worker, case, worker.person.id)
        draft = self._desk.opened("decision", supervisor.id, None, at)
        sent = self._desk.send(draft, {**_held_on(at), **in_context(whose)}, answers, [what])
        self._note(case, sent, supervisor)
        self._tell([worker.person], supervisor, "decision.told", sent)

    def prepare(self, case: Case, said: Texts, at: datetime) -> None:
        """Let a child's worker have prepared a supervision about the child."""
        worker, supervisor = case.worker, case.worker.supervisor
        context = {
            **_to(supervisor),
            **in_context([("", self._team(supervisor)[worker.person.name])]),
        }
        what = _alone(RecordKind.PREPARATION, worker, case)
        draft = self._desk.opened("preparation", worker.person.id, None, at)
        answers = filled(said, case)
        sent = self._desk.send(draft, context, answers, [what], with_id=supervisor.id)
        self._tell([supervisor], worker.person, "preparation.told", sent)

    def reflect(self, case: Case, said: Texts, at: datetime) -> None:
        """Let a child's worker have shared a reflection: what the family said to what was meant."""
        worker, supervisor = case.worker, case.worker.supervisor
        meant, meant_on = case.meant or ("", at.date())
        context = {
            **_held_on(at),
            **_to(supervisor),
            **in_context([("", self._team(supervisor)[worker.person.name])]),
            BY_CHILD: {
                case.child.ref: {"meant_to_say": quoted(meant), "meant_on": day_words(meant_on)}
            },
        }
        what = Alone(RecordKind.REFLECTION, Visibility.SHARED, worker.plan.team.id, case.child.id)
        draft = self._desk.opened(REFLECTION, worker.person.id, None, at)
        sent = self._desk.send(draft, context, filled(said, case), [what], with_id=supervisor.id)
        case.heard += heard_lines(at.date(), worker.person, sent.told)
        self._tell([supervisor], worker.person, "reflection.told", sent)

    def hand_over_one(self, cases: Iterable[Case], by: date) -> None:
        """Let one child of these who have changed worker be handed over, if there is one."""
        texts = between()["handover"]
        changed = [case for case in cases if len(case.spells) > 1 and case.story.name in texts]
        done = [one for one in changed if _once_begun(one) < by and not one.pinned]
        if done:
            case = max(done, key=lambda one: (one.spells[-1].started_on, one.child.ref))
            self.hand_over(case, texts[case.story.name])

    def hand_over(self, case: Case, said: Texts) -> None:
        """Let both workers of a child have written, before its last change and after it."""
        leaver, taker = case.spells[-2].worker, case.spells[-1].worker
        before = working_days_before(case.spells[-1].started_on, _BEFORE_IT_ENDS)
        said = filled(said, case, taker=first_name(taker.person))
        self._side(case, leaver, taker, said, _at(before, 15, 20))
        said = {**said, "stopped": said["still_stopped"], "restarts": said["started"]}
        self._side(case, taker, leaver, said, _at(_once_begun(case), 16, 10))

    def _side(self, case: Case, writer: Worker, other: Worker, said: Texts, at: datetime) -> None:
        is_leaving = case.worker is other
        whose = [("", self._team(writer.supervisor).get(writer.person.name, ())), ("", [case])]
        context = {
            **in_context(whose),
            "child": case.child.ref,
            "leaving": is_leaving,
            **_held_on(at),
        }
        with_child = writer if is_leaving else case.worker
        what = _alone(RecordKind.HANDOVER, with_child, case, other.person.id)
        draft = self._desk.opened("handover", writer.person.id, case.child.id, at)
        sent = self._desk.send(draft, context, said, [what])
        self._note(case, sent, writer.person)
        told = [other.person, with_child.supervisor]
        self._tell(told, writer.person, "handover.told", sent)

    def _note(self, case: Case, sent: Written, writer: Person) -> None:
        case.since.append(between_of(sent.records[0], sent.told, writer))

    def _tell(self, people: Sequence[Person], writer: Person, phrase: str, sent: Written) -> None:
        for person in people:
            self._chats.heard(person, phrase, sent.records[0].id, writer, sent.sent_at)


def _alone(kind: RecordKind, worker: Worker, case: Case, other_id: str | None = None) -> Alone:
    (visibility,) = OPENS_AS[kind]
    return Alone(kind, visibility, worker.plan.team.id, case.child.id, other_id)


def in_context(whose: Sequence[tuple[str, Sequence[Case]]]) -> Mapping[str, Json]:
    """Return these children as bot.conversations.caseloads.context does."""
    cases = {case.child.ref: case for _, theirs in whose for case in theirs}
    families = {ref: case.child.family_ref for ref, case in cases.items() if case.child.family_ref}
    return {
        "children": list[Json](sorted(cases)),
        "families": families,
        "caseloads": [
            {"name": name, "children": [case.child.ref for case in theirs]}
            for name, theirs in whose
        ],
    }


def _to(supervisor: Person) -> Mapping[str, Json]:
    return {
        "supervisor": first_name(supervisor),
        "supervisor_name": supervisor.name,
        "supervisor_id": supervisor.id,
    }


def _held_on(at: datetime) -> Mapping[str, Json]:
    return {"held_on": at.date().isoformat()}


def _once_begun(case: Case) -> date:
    return add_working_days(case.spells[-1].started_on, _ONCE_BEGUN)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)
