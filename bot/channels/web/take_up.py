"""The form on a summary's page that takes one of its questions up."""

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from bot.channels.web.context import WebContext
from bot.channels.web.pages import fragment
from bot.channels.web.sessions import SignedIn
from bot.enquiries import WEEKS, days, owners
from bot.summary_paths import ENQUIRIES
from practice.calendar import Month, london_day
from prompts.days import full_day_words
from reports.render.html import Form
from storage.tables import Team

NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


def forms(
    context: WebContext,
    who: SignedIn,
    team: Team,
    month: Month,
    more: Mapping[str, str] = NOTHING_MORE,
) -> Form:
    """Return what makes the form of a question: who finds out, by when, and one button.

    `more` is what it sends besides, of a question that is of more than the team's month.
    """
    today = london_day(context.clock.now())
    with context.store.reading() as session:
        people = owners(session, team, who.person, today)
    values = {
        "action": ENQUIRIES,
        "csrf": who.csrf,
        "team": team.id,
        "month": str(month),
        "more": more,
        "owners": [(one.id, one.name) for one in people],
        "days": list(zip(WEEKS, map(full_day_words, days(today)), strict=True)),
    }

    def form(about: str) -> Markup:
        name = f"{about}-{team.id}" if more else about
        filled = fragment("_take_up.html", {**values, "about": about, "name": name})
        return Markup(filled)  # noqa: S704 - autoescaped  # nosec B704

    return form
