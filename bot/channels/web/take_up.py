"""The form on a summary's page that takes one of its questions up."""

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


def forms(context: WebContext, who: SignedIn, team: Team, month: Month) -> Form:
    """Return what makes the form of a question: who finds out, by when, and one button."""
    today = london_day(context.clock.now())
    with context.store.reading() as session:
        people = owners(session, team, who.person, today)
    values = {
        "action": ENQUIRIES,
        "csrf": who.csrf,
        "team": team.id,
        "month": str(month),
        "owners": [(one.id, one.name) for one in people],
        "days": list(zip(WEEKS, map(full_day_words, days(today)), strict=True)),
    }

    def form(about: str) -> Markup:
        filled = fragment("_take_up.html", {**values, "about": about})
        return Markup(filled)  # noqa: S704 - autoescaped  # nosec B704

    return form
