"""Another month beside a summary's: which one an address asks for, and the form that chooses it."""

from datetime import date

from bot.channels.web.errors import NotFoundError
from bot.summary_paths import SUMMARY, summary_path
from practice.calendar import Month, months_back
from practice.errors import PracticeError
from reports.two_months import say
from reports.wording import month_name

_CHOICE = 24
"""So many months can be chosen; an address can name an older one."""
_YEAR = 12
_YEARS = range(2000, 2101)


def month_beside(month: Month, written: str, today: date) -> Month | None:
    """Return the month that an address sets beside the summary's; None where it names none.

    Raises NotFoundError where that is no month, the same one, or one that has not begun.
    """
    if not written:
        return None
    try:
        other = Month.parse(written)
    except PracticeError as fault:
        raise NotFoundError from fault
    is_known = other.year in _YEARS and other.first <= today
    if other == month or not is_known:
        raise NotFoundError
    return other


def beside_form(team_id: str, month: Month, beside: Month | None, today: date) -> dict[str, object]:
    """Return the form that sets a month beside the summary's, and the ways that need no choice."""
    last_year = months_back(month, _YEAR + 1)[0]
    months = reversed(months_back(Month.of(today), _CHOICE))
    choice = [one for one in months if one != month]
    choice += [one for one in (beside,) if one and one not in choice]
    links = []
    if beside != last_year:
        label = say("page.last_year", month=month_name(last_year))
        links.append({"href": summary_path(team_id, month, last_year), "label": label})
    if beside:
        label = say("page.leave", month=month_name(month))
        links.append({"href": summary_path(team_id, month), "label": label})
    return {
        "action": SUMMARY,
        "asked": {"team": team_id, "month": str(month)},
        "choose": say("page.choose"),
        "label": say("page.month"),
        "show": say("page.show"),
        "options": [(str(one), month_name(one), one == (beside or last_year)) for one in choice],
        "links": links,
    }
