"""Where summaries, what leads on from them, and the lists behind their numbers stand."""

from urllib.parse import urlencode

from practice.calendar import Month
from reports.file_lists.choosing import has_list, mark_of
from reports.links import Link
from reports.selection import ALL

SUMMARY, BEHIND, SHOWN = "/summary", "/summary/behind", "/summary/shown"
ROWS = "/summary/rows"
ENQUIRIES = "/enquiries"
INSPECTION, TEAMS, EXPECTED = "/inspection", "/teams", "/expected"
DRAWN, THREAD = "/inspection/children", "/inspection/child"
QUALITY, OWN = "/quality", "/progress"
CONTACTS = "/contacts/doubts"
FILE = f"{SUMMARY}/file"
NARROWED_BY = "by_"
"""What the names begin with of what a list of a file's rows is narrowed by."""


def summary_path(team_id: str, month: Month, beside: Month | None = None) -> str:
    """Return the path of the summary of a team's month, with another month beside it if given."""
    asked = {"month": month, "team": team_id} | ({"beside": beside} if beside else {})
    return f"{SUMMARY}?{urlencode(asked)}"


def more_path(page: str, team_id: str, month: Month) -> str:
    """Return the path of a page that looks further than the summary of a team's month."""
    return f"{page}?{urlencode({'team': team_id, 'month': month})}"


def own_path(month: Month) -> str:
    """Return the path of somebody's own children in a month."""
    return f"{OWN}?{urlencode({'month': month})}"


def shown_path(showing_id: str) -> str:
    """Return the path of a summary as it was shown."""
    return f"{SHOWN}/{showing_id}"


def shown_file_path(showing_id: str) -> str:
    """Return the path of the file of a summary as it was shown."""
    return f"{shown_path(showing_id)}/file"


def enquiry_path(enquiry_id: str) -> str:
    """Return the path of an enquiry."""
    return f"{ENQUIRIES}/{enquiry_id}"


def quality_path(part: str) -> str:
    """Return the path of what is known against a file's data, or the records'."""
    return f"{QUALITY}#{part}"


def contacts_path(team_id: str, month: Month) -> str:
    """Return the path of the contacts of a team's month that are in doubt."""
    return f"{CONTACTS}?{urlencode({'month': month, 'team': team_id})}"


def list_path(
    team_id: str, measure_key: str, month: Month, shows: str = ALL, **more: object
) -> str:
    """Return the path of a list behind a measure's number; `more` is its order and its page.

    Behind a figure of the council's own files, also what it is narrowed by.
    """
    asked = {"measure": measure_key, "month": month, "team": team_id}
    told = {"show": shows} if shows != ALL else {}
    page = ROWS if has_list(measure_key) else BEHIND
    return f"{page}?{urlencode({**asked, **told, **more})}"


def opened_path(
    team_id: str,
    measure_key: str,
    month: Month,
    shows: str = ALL,
    within: str = "",
    *,
    by: str = "team",
    **more: str,
) -> str:
    """Return the path of a list as a summary leads to it (reports/links.py).

    Narrowed to what it is `within`. `more` stands in the address as well.
    """
    return list_path(team_id, measure_key, month, shows, **narrowed_to(within, by), **more)


def to_lists(whole: str) -> Link:
    """Return what leads from the summary of a team to the lists behind its numbers, any of them."""

    def link(
        key: str,
        month: Month,
        shows: str = ALL,
        within: str = "",
        *,
        by: str = "team",
        team_id: str = whole,
    ) -> str:
        return opened_path(team_id, key, month, shows, within, by=by)

    return link


def narrowed_to(name: str, by: str = "team") -> dict[str, str]:
    """Return what the address of a list of a file's rows says that is narrowed to a category."""
    return {f"{NARROWED_BY}{by}": mark_of(name)} if name else {}
