"""Who up the line is not told of a worry now, said by name and with the reason."""

from bot.update import first_name
from prompts.days import day_words
from prompts.phrases import phrase
from storage.reach import Reach, UpTheLine


def sentences(up: UpTheLine, *, away_alone: bool = False) -> list[str]:
    """Return the sentences that say who nearer than whom the button tells is not told, and why.

    They are those who are away and, unless these `away_alone` are asked for, the nearest of all.
    """
    nearest = () if away_alone else up.passed[:1]
    return [
        away("away.is_away", one)
        if one.away_until
        else phrase("tonight.passed", supervisor=first_name(one.person))
        for one in up.passed
        if one.away_until or one in nearest
    ]


def away(key: str, one: Reach) -> str:
    """Return a phrase that says until when somebody is away."""
    until = one.away_until
    return phrase(key, name=first_name(one.person), day=day_words(until) if until else "")


def all_are_away(up: UpTheLine) -> bool:
    """Say whether nobody can be told, not on a page either, and one of those is away."""
    nobody = up.first is None and up.on_a_page is None
    return nobody and any(one.away_until for one in up.passed)


def nobody_to_tell(up: UpTheLine) -> list[str]:
    """Return the sentences that say that nobody can be told, and who of them is away."""
    return [*sentences(up, away_alone=True), phrase("tonight.nobody_to_tell")]
