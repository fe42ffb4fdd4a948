"""Triggers that mark kept tallies stale in the transaction that changes what they count.

A cache's invalidation, left to the database so that no way of writing can forget it. They mark too
much rather than too little: whatever else a change may touch is marked with it. A row that belongs
to a sending (a claim, a rating) is written in the sending's transaction and has no trigger.
"""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.engine import Connection

from practice.terms import RECORD_STATES
from storage import kept_triggers
from storage.kept_triggers import Trigger

_RECORD = "(SELECT {} FROM record WHERE id = NEW.record_id)"
_STRUCK = (
    "(SELECT {} FROM record JOIN submission ON submission.record_id = record.id"
    " JOIN claim ON claim.submission_id = submission.id WHERE claim.id = NEW.claim_id)"
)


def _teams_of_child(child: str) -> str:
    return (
        f"SELECT team_id FROM record WHERE child_id = {child}"  # noqa: S608
        f" UNION SELECT team_id FROM involvement WHERE child_id = {child}"
    )


def _teams_of_person(person: str) -> str:
    return (
        f"SELECT team_id FROM supervision WHERE practitioner_id = {person}"  # noqa: S608
        f" UNION SELECT team_id FROM involvement WHERE person_id = {person}"
    )


def _mark(teams: str, *months: str) -> str:
    # The place "" is the council: what changes anywhere in it changes that too.
    where = " AND ".join((f"place IN ({teams} UNION SELECT '')", *months))
    return f"UPDATE tally_month SET changes = changes + 1 WHERE {where};"  # noqa: S608


_FILES = "UPDATE files_change SET changes = changes + 1;"
"""What follows contacts is counted of rows of the whole council, and so are its changes."""


def _what_followed(_row: str) -> str:
    return _FILES


def _dated(moment: str) -> str:
    return f"UPDATE newest_change SET at = {moment} WHERE at < {moment};"  # noqa: S608


def _involvement(row: str) -> str:
    teams = (
        f"SELECT {row}.team_id UNION {_teams_of_child(f'{row}.child_id')}"
        f" UNION {_teams_of_person(f'{row}.person_id')}"
    )
    since = f"last_on >= {row}.started_on"
    contacts = _case_of_contacts(f"{row}.child_id", _ref_of(f"{row}.child_id"), since)
    # Later months too: whom the next worker took over from is looked at for a year.
    return _mark(teams, since) + contacts + _FILES


def _of_council(row: str) -> str:
    """Select the team of a row of the council's files: without one, those above all others."""
    return (
        f"SELECT id FROM team WHERE id = {row}.team_id"  # noqa: S608
        f" OR ({row}.team_id IS NULL AND parent_id IS NULL)"
    )


def _teams_told_of(child_ref: str, table: str) -> str:
    """Select the teams of every contact, or every referral, about a child."""
    return (
        f"SELECT team_id FROM {table} WHERE child_ref = {child_ref}"  # noqa: S608
        f" UNION SELECT id FROM team WHERE parent_id IS NULL"
        f" AND EXISTS (SELECT 1 FROM {table} WHERE child_ref = {child_ref} AND team_id IS NULL)"
    )


def _arrival(row: str, table: str) -> str:
    """Mark the month of a contact or referral, and later ones: it may be the one before another."""
    teams = f"{_of_council(row)} UNION {_teams_told_of(f'{row}.child_ref', table)}"
    if table == "contact":
        teams += f" UNION {_teams_linked_to(_id_of(f'{row}.child_ref'))}"
    within = f"({row}.child_ref IS NOT NULL OR first_on <= {row}.received_on)"
    return _mark(teams, f"last_on >= {row}.received_on", within)


def _case_of_contacts(child_id: str, child_ref: str, *months: str) -> str:
    """Mark months, or all of them, of the teams that had a contact about a child."""
    teams = f"{_teams_told_of(child_ref, 'contact')} UNION {_teams_linked_to(child_id)}"
    return _mark(teams, *months)


def _teams_of_contacts(ids: str) -> str:
    """Select the teams of contacts, by a query for their ids."""
    return (
        f"SELECT team_id FROM contact WHERE id IN ({ids})"  # noqa: S608
        f" UNION SELECT id FROM team WHERE parent_id IS NULL"
        f" AND EXISTS (SELECT 1 FROM contact WHERE id IN ({ids}) AND team_id IS NULL)"
    )


def _teams_linked_to(child_id: str) -> str:
    """Select the teams of every contact that somebody answered a question about with a child."""
    ids = f"SELECT contact_id FROM link_answer WHERE other_id = {child_id}"  # noqa: S608
    return _teams_of_contacts(ids)


def _linked(contact: str) -> str:
    """Mark every month of the teams that a contact is linked to by answers, where it has any."""
    here = f"(contact_id = {contact} OR other_id = {contact})"
    others = (
        f"SELECT other_id FROM link_answer WHERE contact_id = {contact}"  # noqa: S608
        f" UNION SELECT contact_id FROM link_answer WHERE other_id = {contact}"
    )
    children = f"SELECT id FROM child WHERE id IN ({others})"  # noqa: S608
    beside = f"SELECT contact_id FROM link_answer WHERE other_id IN ({children})"  # noqa: S608
    named = (
        "SELECT id FROM contact WHERE child_ref IN"  # noqa: S608
        f" (SELECT ref FROM child WHERE id IN ({others}))"
    )
    teams = _teams_of_contacts(f"{others} UNION {beside} UNION {named}")
    return _mark(teams, f"EXISTS (SELECT 1 FROM link_answer WHERE {here})")  # noqa: S608


def _answered() -> str:
    """Mark what an answer may change: the months of its contacts, later ones where they name."""
    named = _teams_told_of(_ref_of("NEW.other_id"), "contact")
    about = f"{_teams_linked_to('NEW.other_id')} UNION {named}"
    of_both = (_months_of(contact, about) for contact in ("NEW.contact_id", "NEW.other_id"))
    return "".join(of_both) + _dated("NEW.answered_at")


def _months_of(contact: str, teams: str) -> str:
    """Mark the month of a contact, of its teams and others; of one with a reference later ones."""
    one = f"(SELECT {{}} FROM contact WHERE id = {contact})"  # noqa: S608
    told, day = one.format("child_ref"), one.format("received_on")
    every = f"{_teams_of_contacts(contact)} UNION {_teams_told_of(told, 'contact')} UNION {teams}"
    within = f"({told} IS NOT NULL OR first_on <= {day})"
    return _mark(every, f"last_on >= {day}", within)


def _ref_of(child_id: str) -> str:
    return f"(SELECT ref FROM child WHERE id = {child_id})"  # noqa: S608


def _id_of(child_ref: str) -> str:
    return f"(SELECT id FROM child WHERE ref = {child_ref})"  # noqa: S608


def _changes(table: str, body: Callable[[str], str]) -> tuple[Trigger, ...]:
    """Return the triggers of a table whose rows come, change and go."""
    return (
        Trigger(table, "insert", body("NEW")),
        Trigger(table, "update", body("OLD") + body("NEW")),
        Trigger(table, "delete", body("OLD")),
    )


def _of_contacts() -> tuple[Trigger, ...]:
    # Of one that is new nobody can have answered anything.
    new, *others = _changes("contact", lambda row: _arrival(row, "contact"))
    linked = ("NEW.id", "OLD.id")
    more = zip(others, map(_linked, linked), strict=True)
    return (new, *(replace(one, body=one.body + body) for one, body in more))


def _of_people() -> tuple[Trigger, ...]:
    """Return the triggers of people: of a change, only where it is of what is counted."""
    new, changed, gone = _changes("person", _person)
    counted = ("team_id", "role", "employment", "fte", "started_on", "left_on")
    when = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in counted)
    return new, replace(changed, when=when), gone


def _person(row: str) -> str:
    # A worker's posts are counted with every month of theirs, whatever the file said then.
    return _mark(f"SELECT {row}.team_id UNION {_teams_of_person(f'{row}.id')}")


def _posts(row: str) -> str:
    return _mark(f"SELECT {row}.team_id", f"last_on >= {row}.from_month")


_STATES = ", ".join(f"'{state}'" for state in RECORD_STATES)
_OF_DRAFT = "SELECT {} FROM record WHERE draft_id = NEW.draft_id"
_TRIGGERS = (
    # A rating is beside the one before it, so that later months of the child change too.
    Trigger(
        "submission",
        "insert",
        _mark(
            _teams_of_child(_RECORD.format("child_id")),
            # What an outcome changes is said anew in a second sending, and ratings may be older.
            f"(last_on >= {_RECORD.format('held_on')} OR NEW.number > 1)",
        )
        + _dated("NEW.submitted_at"),
    ),
    Trigger(
        "claim_strike",
        "insert",
        _mark(
            f"SELECT {_STRUCK.format('team_id')}",
            f"{_STRUCK.format('held_on')} BETWEEN first_on AND last_on",
        )
        + _dated("NEW.struck_at"),
    ),
    Trigger(
        "step",
        "insert",
        _mark(
            _OF_DRAFT.format("team_id"),
            f"EXISTS ({_OF_DRAFT.format('1')} AND held_on BETWEEN first_on AND last_on)",
        )
        + _dated("NEW.at"),
        f"NEW.kind IN ({_STATES})",
    ),
    Trigger(
        "supervision",
        "insert",
        _mark(
            f"SELECT NEW.team_id UNION {_teams_of_person('NEW.practitioner_id')}",
            # Later months too: it was held by the day agreed before, and agrees the next.
            "last_on >= NEW.held_on",
        )
        + _dated("NEW.sent_at"),
    ),
    *_changes("involvement", _involvement),
    *_of_people(),
    *_changes("establishment", _posts),
    *_of_contacts(),
    *_changes("referral", lambda row: _arrival(row, "referral")),
    *_changes("child", lambda row: _case_of_contacts(f"{row}.id", f"{row}.ref") + _FILES),
    *_changes("assessment", _what_followed),
    *_changes("section47", _what_followed),
    *_changes("conference", _what_followed),
    Trigger("link_answer", "insert", _answered()),
    # A contact without a team belongs to the one team above all others.
    *_changes("team", lambda _row: _mark("SELECT id FROM team") + _FILES),
)

_KEPT = ("tally", "tally_by_team", "tally_left_out", "tally_month", "newest_change")
_DATED = " UNION ALL ".join(
    f"SELECT max({column}) AS at FROM {table}"  # noqa: S608
    for table, column in (
        ("submission", "submitted_at"),
        ("claim_strike", "struck_at"),
        ("step", "at"),
        ("supervision", "sent_at"),
        ("link_answer", "answered_at"),
    )
)


def make(connection: Connection) -> None:
    """Make every trigger anew, in the transaction of `connection`, and throw all tallies away.

    Without one of them, or before a migration, something may have changed that nothing marked.
    """
    kept_triggers.make(connection, _TRIGGERS)
    # Never a number that stood for something else.
    counted = text(
        "INSERT INTO files_change (id, changes) VALUES ('files', 0) ON CONFLICT DO NOTHING"
    )
    connection.execute(counted)
    connection.execute(text(_FILES))
    for table in _KEPT:
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    connection.execute(
        text(
            "INSERT INTO newest_change (id, at) SELECT 'newest',"  # noqa: S608
            f" coalesce(max(at), '0001-01-01 00:00:00.000000') FROM ({_DATED}) AS dated"
        )
    )


def missing(connection: Connection) -> list[str]:
    """Return the names of those that ought to be there, on and as we make them, but are not."""
    return kept_triggers.missing(connection, _TRIGGERS)
