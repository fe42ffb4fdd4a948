"""`understory summary`: a team's month, to read or for other programs."""

from contextlib import closing
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import private_file
from bot.cli.edge import RefusedError, unwritable
from bot.cli.teams import team_named
from bot.clock import clock_of
from practice.errors import PracticeError

if TYPE_CHECKING:
    from practice.calendar import Month
    from reports.render.formats import Format
    from reports.view import Summary
    from storage.session import Store

EXAMPLE = 'Example: understory summary --scope "North" --period 2026-10 --format html --out n.html'


class Audience(StrEnum):
    """Who reads what is written."""

    OUTSIDE = "outside"
    SCRUTINY = "scrutiny"
    INSIDE = "inside"


def summary(
    scope: Annotated[str, typer.Option("--scope", help="The team; those below it are in it.")],
    period: Annotated[
        str | None,
        typer.Option("--period", help="The month, such as 2026-10; else the last whole one."),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="text, html, json, pdf, docx, xlsx or csv.")
    ] = "text",
    audience: Annotated[
        Audience | None,
        typer.Option(
            "--audience",
            help="outside leaves small counts out, as pdf, docx, xlsx and csv do unless told; "
            "scrutiny has fewer figures in plain words, for councillors.",
        ),
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option("--beside", help="Another month, such as 2025-10, to set beside it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; without it, the screen.")
    ] = None,
) -> None:
    """Say what a team's records show for a month.

    Each figure stands beside the months before. Nothing in it is generated.
    """
    from bot.config import load
    from bot.permissions import opens_list
    from bot.store import open_store
    from bot.summary_paths import to_lists

    made = _format(form, out)
    readers = audience or (Audience.OUTSIDE if made.is_document else Audience.INSIDE)
    is_taken = made.is_document or audience is not None
    settings = load()
    now = clock_of(settings.folder).now()
    month = _month(period, now)
    other = _beside(beside, month, readers)
    with closing(open_store(settings)) as store:
        whole = _noted(store, scope, _deed(readers, is_taken=is_taken), now)
        built = _built(store, whole, month, now)
        built = built if other is None else _with_month(store, whole, built, other)
        given = _given(store, whole, _with_files(store, built), readers)

    def link(key: str, *asked: Any, **of: str) -> str | None:  # noqa: ANN401 - as it is given on
        return to_lists(whole)(key, *asked, **of) if opens_list(key, lists_contacts=True) else None

    written = made.file(given, link)
    if out is None:
        typer.echo(written.decode())
        return
    try:
        private_file.write(out, written)
    except (OSError, ValueError) as fault:
        raise unwritable(fault) from fault


def _given(store: "Store", team_id: str, built: "Summary", audience: Audience) -> "Summary":
    from reports.errors import TooFewPeopleError
    from reports.leaving.beside import apart
    from reports.leaving.readers import Readers, for_readers

    readers = Readers(audience.value)
    if not readers.leaves:
        return built
    try:
        return for_readers(built, readers, apart(store, team_id, built))
    except TooFewPeopleError as fault:
        raise RefusedError(str(fault)) from fault


def _deed(audience: Audience, *, is_taken: bool) -> str:
    from bot.permissions import taken

    return taken(audience.value) if is_taken else "summary read"


def _noted(store: "Store", scope: str, deed: str, now: datetime) -> str:
    """Return the id of the team of that name, once the audit says what is done with its month."""
    from storage import audit

    with store.writing() as session:
        team = team_named(session, scope, "Nothing was written.")
        audit.record(session, deed, "team", team.id, actor=None, at=now)
        return team.id


def _built(store: "Store", team_id: str, month: "Month", now: datetime) -> "Summary":
    from reports import kept, shown
    from reports.summary import build
    from storage import people, showings

    kept.bring_up_to_date(store, team_id, month, now)
    with store.reading() as session:
        team = people.team(session, team_id)
        assert team is not None  # noqa: S101  # nosec B101 - found a moment ago, and none goes
        built = build(session, team, month, now, None)
    with store.writing() as session:
        showings.note(session, shown.to_show(built, team_id, None))
    return built


def _with_files(store: "Store", built: "Summary") -> "Summary":
    from reports.known_against import with_files

    with store.reading() as session:
        return with_files(session, built)


def _with_month(store: "Store", team_id: str, built: "Summary", other: "Month") -> "Summary":
    """Return a summary with another month set beside its own."""
    from reports.two_months import set_beside

    return set_beside(store, team_id, built, other, None)


def _beside(written: str | None, month: "Month", readers: Audience) -> "Month | None":
    """Return the month that is to be set beside another: it stays inside, and is another one."""
    if written is None:
        return None
    if readers is not Audience.INSIDE:
        raise RefusedError(
            "Two months beside each other stay inside: a difference tells small counts. "
            "Nothing was written. Say --audience inside."
        )
    other = _read(written)
    if other == month:
        raise RefusedError("That is the same month. Nothing was written. Name another one.")
    return other


def _format(form: str, out: Path | None) -> "Format":
    """Return the format of that name, which the screen must be able to show without a file."""
    from reports.render.formats import BINARY, FORMATS

    if form not in FORMATS:
        raise RefusedError(
            f"There is no such format. Nothing was written. Ask for {', '.join(FORMATS)}."
        )
    if out is None and form in BINARY:
        raise RefusedError(f"A {form} needs a file. Nothing was written. Name one with --out.")
    return FORMATS[form]


def _month(period: str | None, now: datetime) -> "Month":
    from practice.calendar import Month, london_day

    today = london_day(now)
    month = Month.last_whole(today) if period is None else _read(period)
    if month.first > today:
        raise RefusedError("That month has not begun. Nothing was written. Give an earlier one.")
    return month


def _read(written: str) -> "Month":
    from practice.calendar import Month

    try:
        return Month.parse(written)
    except PracticeError as fault:
        raise RefusedError(
            "That is not a month. Nothing was written. Write it like 2026-10."
        ) from fault
