"""What each line of a conversation's script does on a stage, one deed a pattern."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from bot import departures
from storage import codes
from storage.encryption import seal
from storage.tables import Child, Contact, Involvement, Person, Section47, Team
from tests.conversations.council import enrol, more_children, pass_to
from tests.conversations.play import LONDON, Stage, newest
from tests.factories import a_person, an_involvement

_LONG = re.compile(r"(\w+)\{(\d+)\}")


def words(text: str) -> str:
    text = text.replace("\\n", "\n").replace("\\0", "\0")
    return _LONG.sub(
        lambda m: (m.group(1) + " ") * (int(m.group(2)) // (len(m.group(1)) + 1)), text
    )


def play(script: str, folder: Path) -> str:
    """Return the transcript of a conversation, given its transcript or only its inputs."""
    stage = Stage(folder, datetime(2026, 11, 24, 10, 20, tzinfo=LONDON))
    for line in script.splitlines():
        if line.startswith("  ") or not line.strip():
            continue
        if stage.lines:
            stage.lines.append("")
        stage.lines.append(line)
        try:
            act(stage, line)
        except AssertionError as fault:
            fault.add_note("\n".join(stage.lines[-30:]))
            raise
    stage.store.close()
    return "\n".join(stage.lines) + "\n"


def leave(stage: Stage, name: str) -> None:
    with stage.store.writing() as session:
        person = next(p for p in session.exec(select(Person)).all() if p.name.startswith(name))
        person.left_on = stage.now.date()
        session.add(person)
        last = newest(session)
    departures.tick(stage.store, stage.now)
    stage.write_new(last)
    stage.deliver()


def act(stage: Stage, line: str) -> None:
    """Do what one line of a script says."""
    for pattern, deed in DEEDS:
        if match := re.fullmatch(pattern, line):
            deed(stage, *match.groups())
            return
    raise AssertionError(f"no such line in a conversation: {line}")


def add_children(stage: Stage, name: str, count: str) -> None:
    with stage.store.writing() as session:
        more_children(session, name, int(count), stage.now)


def pass_on(stage: Stage, ref: str, name: str) -> None:
    """Let a child go on to another practitioner of Sunil's, who talks to the bot from then on."""
    with stage.store.writing() as session:
        pass_to(session, ref, name, stage.now)


def make_siblings(stage: Stage, one: str, other: str) -> None:
    with stage.store.writing() as session:
        for child in session.exec(select(Child).where(col(Child.ref).in_([one, other]))):
            child.family_ref = "F-1"
            session.add(child)


def _is(stage: Stage, ref: str, **values: str) -> None:
    with stage.store.writing() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        for name, value in values.items():
            setattr(child, name, value)
        session.add(child)


def born(stage: Stage, ref: str, day: str) -> None:
    with stage.store.reading() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        kept = seal(session, day, "child", child.id, "birth_date")
    _is(stage, ref, birth_date=kept)


def called(stage: Stage, ref: str, forename: str, surname: str) -> None:
    with stage.store.reading() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        named = {"forename": forename, "surname": surname}
        kept = {part: seal(session, name, "child", child.id, part) for part, name in named.items()}
    _is(stage, ref, **kept)


def only(stage: Stage, name: str, refs: str) -> None:
    """Let a practitioner's other children be nobody's from yesterday on."""
    with stage.store.writing() as session:
        person = next(p for p in session.exec(select(Person)).all() if p.name.startswith(name))
        query = select(Involvement, Child).join(Child, col(Child.id) == Involvement.child_id)
        for work, child in session.exec(query.where(Involvement.person_id == person.id)):
            if child.ref not in refs:
                work.ended_on = stage.now.date() - timedelta(days=1)
                session.add(work)


def hand_on(stage: Stage, ref: str, one: str, other: str, day: str) -> None:
    with stage.store.writing() as session:
        child = session.exec(select(Child).where(Child.ref == ref)).one()
        people = {p.name.split()[0]: p for p in session.exec(select(Person))}
        query = select(Involvement).where(Involvement.child_id == child.id)
        work = session.exec(query.where(Involvement.person_id == people[one].id)).one()
        work.ended_on = date.fromisoformat(day)
        session.add(work)
        an_involvement(session, child, people[other], date.fromisoformat(day))


def let_talk(stage: Stage, name: str) -> None:
    with stage.store.writing() as session:
        person = next(p for p in session.exec(select(Person)).all() if p.name.startswith(name))
        enrol(session, person, stage.now)


def set_clock(stage: Stage, moment: str) -> None:
    stage.now = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def tap(stage: Stage, name: str, label: str, nth: str | None) -> None:
    stage.tap(name, label, int(nth or 1))


def say(stage: Stage, name: str, text: str) -> None:
    stage.receive(name, text=words(text))
    stage.typed[name] = str(stage.updates)


def say_at_once(stage: Stage, name: str, text: str) -> None:
    stage.receive(name, text=words(text), written_at=stage.now)


def say_soon(stage: Stage, name: str, seconds: str, text: str) -> None:
    stage.receive(name, text=words(text), written_at=stage.now + timedelta(seconds=int(seconds)))


def reply(stage: Stage, name: str, quoted: str, text: str) -> None:
    found = [number for number, said in stage.numbered if quoted in said]
    assert found, f"nothing was said that holds {quoted!r}"
    stage.receive(name, text=words(text), written_at=stage.now, replies_to=found[-1])


def edit(stage: Stage, name: str, text: str) -> None:
    stage.receive(name, text=words(text), amends=True, source=stage.typed[name])


def caption(stage: Stage, name: str, kind: str, text: str) -> None:
    stage.receive(name, text=words(text), beside=kind)
    stage.typed[name] = str(stage.updates)


def forward(stage: Stage, name: str, origin: str, text: str) -> None:
    stage.receive(name, text=words(text), forwarded_from=origin)


def set_ref(stage: Stage, name: str, ref: str) -> None:
    with stage.store.writing() as session:
        people = {p.name.split()[0]: p for p in session.exec(select(Person))}
        people[name].ref = ref
        session.add(people[name])


def give_code(stage: Stage, name: str) -> None:
    with stage.store.writing() as session:
        person = next(p for p in session.exec(select(Person)).all() if p.name.startswith(name))
        code = codes.make_code(session, person.id, stage.now)
    stage.receive(name + "2", text=f"/start {code}")


def add_contact(stage: Stage, ref: str, day: str, source: str, reason: str, outcome: str) -> None:
    """Let the file of contacts have one, of the team of Sunil and Priya."""
    with stage.store.writing() as session:
        team_id = session.exec(select(Person).where(Person.ref == "Sunil")).one().team_id
        session.add(
            Contact(
                ref=ref, team_id=team_id, outcome=outcome, source=source, reason=reason,
                received_on=date.fromisoformat(day),
            )
        )  # fmt: skip


def add_enquiry(stage: Stage, ref: str, day: str, person_ref: str, outcome: str) -> None:
    """Let the file of section 47 enquiries have one, made by somebody of Sunil's team."""
    with stage.store.writing() as session:
        team_id = session.exec(select(Person).where(Person.ref == "Sunil")).one().team_id
        begun = date.fromisoformat(day)
        session.add(
            Section47(
                ref=ref, child_ref="CH-0401", source="school", team_id=team_id, outcome=outcome,
                outcome_reason="as told",
                person_ref=person_ref, started_on=begun, completed_on=begun + timedelta(days=11),
            )
        )  # fmt: skip


def add_lead(stage: Stage, name: str) -> None:
    """Let a practice lead beside Ruth talk to the bot."""
    with stage.store.writing() as session:
        ruth = session.exec(select(Person).where(Person.ref == "Ruth")).one()
        team = session.get_one(Team, ruth.team_id)
        lead = a_person(session, f"{name} Hill", "practice lead", team=team, ref=name)
        enrol(session, lead, stage.now)


DEEDS: tuple[tuple[str, Callable[..., None]], ...] = (
    (r"# at (.+)", set_clock),
    (r"# restart", Stage.open),
    (r"# tick", Stage.tick),
    (r"# guides (\w+)", Stage.open),
    (r"# (\w+) has (\d+) more children", add_children),
    (r"# ([\w-]+) and ([\w-]+) are siblings", make_siblings),
    (r"# ([\w-]+) has the status (.+)", lambda s, ref, status: _is(s, ref, status=status)),
    (r"# ([\w-]+) tells things: (.+)", lambda s, ref, how: _is(s, ref, communication=how)),
    (r"# ([\w-]+) is born on (.+)", born),
    (r"# ([\w-]+) is called (\S+) (\S+)", called),
    (r"# (\w+) has only (.+)", only),
    (r"# ([\w-]+) goes on to (\w+)", pass_on),
    (r"# ([\w-]+) goes from (\w+) to (\w+) on (.+)", hand_on),
    (r"# (\w+) has the code (\S+)", set_ref),
    (r"# (\w+) talks here", let_talk),
    (r"# (\w+) has left", leave),
    (r"# new code for (\w+)", give_code),
    (r"# contact (\S+) of (\S+) from (.+) about (.+): (.+)", add_contact),
    (r"# enquiry (\S+) of (\S+) by (\w+): (.+)", add_enquiry),
    (r"# (\w+) is a practice lead", add_lead),
    (r"#.*", lambda _stage: None),
    (r"(\w+) taps (.+?)(?: \((\d)(?:st|nd|rd|th) newest\))?", tap),
    (r"(\w+) sends a (\w+) with the caption: (.*)", caption),
    (r"(\w+) forwards from (.+?): (.*)", forward),
    (r"(\w+) sends a (\w+)", lambda stage, name, kind: stage.receive(name, unreadable=kind)),
    (r"(\w+) edits: (.*)", edit),
    (r"(\w+) at once: (.*)", say_at_once),
    (r"(\w+) after (\d+) s: (.*)", say_soon),
    (r'(\w+) replies to "(.+?)": (.*)', reply),
    (r"(\w+): ?(.*)", say),
)
