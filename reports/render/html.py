"""A summary as a page: whole for a file, or its body for a page of the web."""

from collections.abc import Callable
from functools import cache
from itertools import groupby

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports import expected, short_caution, stood, wording
from reports.casework import wording as casework
from reports.casework.text import known
from reports.file_lists import leading
from reports.links import Link, no_link, to_list
from reports.render import chart, imported, two_months
from reports.view import Summary
from reports.wording import TEMPLATES, say

Form = Callable[[str], Markup | None]
Enquiry = Callable[[str], str | None]


def nothing(_name: str) -> None:
    """Return that nothing is taken up, or leads to an enquiry: for a file that stands alone."""


def page(summary: Summary, link: Link = no_link) -> str:
    """Return a whole HTML page that needs nothing from outside: its style and charts are in it."""
    style = Markup((TEMPLATES / "summary.css").read_text(encoding="utf-8"))  # noqa: S704 - ours  # nosec B704
    ways = dict.fromkeys(("form", "enquiry", "quality", "doubts"), nothing)
    return _render("summary.html", summary, link, style=style, **ways)


def body(
    summary: Summary,
    link: Link = no_link,
    form: Form = nothing,
    enquiry: Enquiry = nothing,
    quality: Enquiry = nothing,
    doubts: Enquiry = nothing,
) -> Markup:
    """Return what stands inside a page's main part, heading first, without any style.

    `link` gives the address of one of the lists behind a measure's number for a month, or None
    where there is none; `form` what takes the question about a measure up, `enquiry` the address of
    one that was taken up, `quality` that of what is known against a file, or the records, `doubts`
    that of what a figure is in doubt about.
    """
    ways = {"form": form, "enquiry": enquiry, "quality": quality}
    ways["doubts"] = doubts
    return Markup(_render("summary_body.html", summary, link, **ways))  # noqa: S704 - autoescaped  # nosec B704


def _render(template: str, summary: Summary, link: Link, **more: object) -> str:
    grouped = groupby(summary.shown, key=lambda figure: figure.group)
    groups = [(group, list(figures)) for group, figures in grouped]
    found = environment().get_template(template)
    of_files = groupby(known(summary.casework), key=lambda figure: figure.group)
    files = [(group, list(figures)) for group, figures in of_files]
    given = {"summary": summary, "link": link, "groups": groups, "casework_groups": files}
    return found.render(**given, **more)


@cache
def environment() -> Environment:
    """Return what fills the templates of summaries, and escapes what it fills in."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=say, chart=chart, wording=wording, imported=imported)
    environment.globals.update(
        casework=casework, leading=leading, stood=stood, cautions=short_caution
    )
    environment.globals.update(two_months=two_months, expected=expected, to_list=to_list)
    return environment
