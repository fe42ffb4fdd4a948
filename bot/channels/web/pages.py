"""Pages: the frame they share, what renders them, and moments as people read them."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web import static_files
from bot.channels.web.context import SIGNED_OUT, WebContext, reader_name
from bot.channels.web.words import TEMPLATES, word_table, words
from bot.conversations import tonight
from bot.summary_paths import OWN, QUALITY
from bot.update import DutyNumbers
from practice.access import Role, Viewer, may_see_summary, may_tend_guides
from practice.calendar import london
from practice.oversight_access import may_see_data_quality
from storage.tables import Person

_LEAD_TO_THE_CODE = frozenset({"signed_out", "not_signed_in", "ended", "over", "not_let_in"})
_NOBODY: Mapping[str, object] = {
    "council": None,
    "person": None,
    "reader": None,
    "signed_out": "",
    "home": None,
    "nav": [],
    "demo": None,
    "wide": False,
}


@cache
def _environment() -> Environment:
    # A server's templates never change: their files are not looked at again for each line.
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals["static"] = static_files.address()
    return made


def fragment(template: str, values: Mapping[str, object]) -> str:
    """Return a template filled."""
    return _environment().get_template(template).render(values)


def page(
    context: WebContext,
    template: str,
    values: Mapping[str, object],
    *,
    person: Person | None = None,
    here: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Return a page in its frame, for whoever is signed in; `here` is its link of the frame."""
    return HTMLResponse(fragment(template, {**_frame(context, person, here), **values}), status)


def message(
    context: WebContext,
    name: str,
    status: int,
    *,
    number: str | None = None,
    kept: str | None = None,
    person: Person | None = None,
) -> HTMLResponse:
    """Return the page of one error of words.toml; `number` is what the log calls it.

    `kept` are words that were sent and not stored: they stand there to be copied. `person` is who
    is known to be signed in: the ways on stay there.
    """
    where = {"href": "/", "label": words("names.back")}
    if name in _LEAD_TO_THE_CODE:
        where = {"href": context.sign_in_path, "label": words("names.come_in")}
    links = [] if name == "wrong_host" else [where]
    values = {
        **word_table(f"errors.{name}"),
        "links": links,
        "number": number,
        "kept": kept,
        "tonight": whom_to_ring(context.duty, context.clock.now()),
    }
    return page(context, "message.html", values, person=person, status=status)


def whom_to_ring(duty: DutyNumbers, now: datetime) -> list[str]:
    """Return the sentences that say whom to ring at this hour, from the settings alone."""
    return tonight.from_settings(duty, now).splitlines()


def duty_line(duty: DutyNumbers) -> str:
    """Return both duty numbers, which are right at any hour a page stays open; "" without them."""
    known = (("duty.office", duty.office), ("duty.out_of_hours", duty.out_of_hours))
    return " ".join(words(name, phone=phone) for name, phone in known if phone)


def message_without_records(name: str, duty: DutyNumbers, now: datetime) -> str:
    """Return the page of one error of words.toml where there is nothing yet but settings."""
    values = {
        **word_table(f"errors.{name}"),
        **_NOBODY,
        "duty": duty_line(duty),
        "links": [],
        "number": None,
        "kept": None,
        "tonight": whom_to_ring(duty, now),
    }
    return fragment("message.html", values)


def _frame(context: WebContext, person: Person | None, here: str) -> dict[str, object]:
    strip = {"day": day_and_hour(context.clock.now()), "href": context.roles}
    return {
        "council": context.council,
        "person": {"name": person.name, "role": person.role} if person else None,
        "reader": reader_name(context, person.id) if person else None,
        "signed_out": SIGNED_OUT,
        "home": "/",
        "nav": _navigation(person, here) if person else [],
        "demo": strip if context.roles else None,
        "wide": False,
        "duty": duty_line(context.duty),
    }


def _navigation(person: Person, here: str) -> list[dict[str, object]]:
    links = [("/", words("nav.chat")), ("/records", words("nav.records"))]
    own = frozenset({person.team_id})
    viewer = Viewer(person_id=person.id, role=Role(person.role), team_ids=own)
    if may_see_summary(viewer, person.team_id, own):
        links.append(("/summary", words("nav.summary")))
    if viewer.role == Role.PRACTITIONER:
        links.append((OWN, words("nav.own")))
    if viewer.role == Role.ADMINISTRATOR and may_see_data_quality(viewer):
        # Managers come to it from their summary.
        links.append((QUALITY, words("nav.quality")))
    if may_tend_guides(viewer):
        links.append(("/guides", words("nav.guides")))
    links.append(("/settings", words("nav.settings")))
    links.append(("/leave", words("nav.leave")))
    return [{"href": href, "label": label, "current": href == here} for href, label in links]


def clock(moment: datetime) -> str:
    """Return the hour: "9:02"."""
    local = london(moment)
    return f"{local.hour}:{local.minute:02}"


def day(moment: datetime) -> str:
    """Return the day: "Monday 12 October 2026"."""
    local = london(moment)
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def day_and_hour(moment: datetime) -> str:
    """Return both: "Monday 12 October 2026, 9:02"."""
    return f"{day(moment)}, {clock(moment)}"
