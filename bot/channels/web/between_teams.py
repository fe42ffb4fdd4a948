"""The teams beside one another: each measure's spread in a funnel plot, and what to ask."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from bot.channels.web.between_asked import outside, spreads_over
from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import NotFoundError
from bot.channels.web.looked_over import Asked, Over, asked_over, look_over, over_fields
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.summary import HERE
from bot.channels.web.take_up import forms
from bot.channels.web.words import words
from bot.permissions import opens_list
from bot.summary_paths import TEAMS, list_path, narrowed_to, summary_path
from reports.between_teams import Row, Spread, by_chance, say
from reports.file_lists.choosing import has_list
from reports.render import funnel_chart
from reports.wording import month_name

router = APIRouter()


@router.get(TEAMS)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    asked: Annotated[Asked, Depends(asked_over)],
    measure: Annotated[str, Query()] = "",
) -> Response:
    """Return how each measure, or one of them, spreads over a team and those below it.

    Raises NotFoundError where there is no such measure.
    """
    context = context_of(request)
    over = look_over(context, who, asked, "teams compared")
    every = spreads_over(context, over)
    chosen = [one for one in every if measure in {"", one.key}]
    if measure and not chosen:
        raise NotFoundError
    values = {
        "title": words("teams.title"),
        "wide": True,
        "of": words("teams.of", team=over.view.team.name, period=over.title),
        "about": words("teams.about"),
        "back": {"href": over.view.at(over.view.team, over.view.month), "label": _back()},
        "asks": _questions(context, who, over, chosen),
        "nobody": nobody_outside(chosen),
        "chance": _chance(chosen),
        "plots": words("teams.plots") if _has_limits(chosen) else "",
        "groups": _groups(chosen, over),
        "nothing": "" if chosen else words("teams.one_team"),
        "plot": funnel_chart,
        "axis": say("chart.axis"),
        "action": TEAMS,
        "choose": words("teams.choose"),
        "fields": [*over_fields(over), _measure_field(every, measure)],
    }
    return page(context, "teams.html", values, person=who.person, here=HERE)


def _back() -> str:
    return words("back.summary")


def _questions(
    context: WebContext, who: SignedIn, over: Over, chosen: Sequence[Spread]
) -> list[dict[str, object]]:
    """Return a question for each team outside the limits, with the form that takes it up."""
    teams = {team.id: team for team in over.view.teams}
    more = {"among": over.view.team.id, "months": str(len(over.months))}
    return [
        {
            "text": one.text,
            "href": f"#{one.spread.key}",
            "label": one.spread.label,
            "form": forms(context, who, teams[one.row.team.id], over.view.month, more)(
                one.spread.key
            ),
        }
        for one in outside(context, over, chosen)
    ]


def nobody_outside(chosen: Sequence[Spread]) -> str:
    """Return what is said where no team is asked about: that none lies outside, or none could."""
    return words("teams.none_outside" if _has_limits(chosen) else "teams.no_limits")


def _has_limits(chosen: Sequence[Spread]) -> bool:
    return any(one.funnel for one in chosen)


def _chance(chosen: Sequence[Spread]) -> str:
    n = sum(len(one.rows) for one in chosen if one.funnel)
    return say("question.chance", n=n, chance=f"{by_chance(chosen):.1g}") if n else ""


def _groups(chosen: Sequence[Spread], over: Over) -> list[tuple[str, list[dict[str, object]]]]:
    return [
        (words(f"teams.group_{group}"), [_shown(one, over) for one in found])
        for group, found in groupby(chosen, key=lambda one: one.group)
    ]


def _shown(spread: Spread, over: Over) -> dict[str, object]:
    return {
        "of": spread,
        "chart": funnel_chart.funnel_chart(spread),
        "beside": [words("teams.beside", label=label) for label in spread.beside],
        "rows": [_row(spread, row, over) for row in spread.rows],
    }


def _row(spread: Spread, row: Row, over: Over) -> dict[str, object]:
    month = over.view.month
    listed = opens_list(spread.key, lists_contacts=over.view.lists_contacts)
    # Of files a team's own rows alone, without those of teams below it.
    own = narrowed_to(row.team.name) if has_list(spread.key) else {}
    return {
        "of": row,
        "href": list_path(row.team.id, spread.key, month, **own)
        if listed
        else summary_path(row.team.id, month),
        "label": words("teams.list", month=month_name(month)) if listed else words("teams.summary"),
    }


def _measure_field(every: Sequence[Spread], chosen: str) -> dict[str, object]:
    options = [("", words("teams.every"), not chosen)]
    options += [(one.key, one.label, one.key == chosen) for one in every]
    return {"name": "measure", "label": words("teams.measure"), "options": options}
