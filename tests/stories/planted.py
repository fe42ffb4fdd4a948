"""The sizes of effect and the volumes of README.md, as numbers, and the power they leave."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import NormalDist

MONTHS = 24
FIRST = date(2024, 11, 1)


class Story(StrEnum):
    OPEN_CASE_CALLS = "open-case calls"
    CONVERSION = "conversion"
    DOMESTIC_ABUSE = "domestic abuse"
    CHANGES_ADD_DAYS = "changes add days"
    QUALITY = "quality"
    DATA_GAP = "data gap"
    QUIET = "quiet"


BEGINS = {
    Story.OPEN_CASE_CALLS: 17,
    Story.CONVERSION: 15,
    Story.DOMESTIC_ABUSE: 14,
    Story.CHANGES_ADD_DAYS: 1,
    Story.QUALITY: 13,
    Story.DATA_GAP: 20,
}

CONTACTS, MONTHLY_FACTOR = 600, 0.03
SOURCES = {"police": 0.35, "school": 0.20, "health": 0.18, "family": 0.10, "other": 0.17}
DOMESTIC_ABUSE = 0.6
OUTCOMES = {"no further action": 0.43, "information and advice": 0.30, "referral": 0.27}
OPEN_CASE_CALLS, MORE_OPEN_CASE_CALLS = 3, 120
ASSESSED = 0.8
ASSESSMENT_DAYS, ASSESSMENT_DEVIATION, DAYS_ADDED = 32, 9, 12
CHILD_SEEN = 0.9
WORKER_CHANGED = 0.25
ENQUIRIES, CONVERSION, LOWER_CONVERSION, IN_TIME = 20, 0.38, 0.18, 0.8
NOTES, HELD_IN_TIME, VOICE, MORE_VOICE = 120, 0.85, 0.35, 0.65
DAYS_IN_THE_GAP = 9

ASSESSMENT_TEAMS = ("Assessment A", "Assessment B", "Assessment C")
TEAM_OF_THE_STORY = "Assessment B"


@dataclass(frozen=True)
class Plan:
    """What holds in a month: what every council has, but for its story."""

    story: Story
    month: int

    @property
    def told(self) -> bool:
        """Whether the story has begun."""
        begins = BEGINS.get(self.story, MONTHS + 1)
        return self.month == begins if self.story is Story.DATA_GAP else self.month >= begins

    def when(self, story: Story, changed: float, usual: float) -> float:
        """Return the value that `story` gives where it is being told, else the usual one."""
        return changed if self.told and self.story is story else usual


def power() -> dict[Story, float]:
    """Return how surely a plain comparison of before and after would find each at 1 in 1000."""
    count = math.sqrt(CONTACTS + (MONTHLY_FACTOR * CONTACTS) ** 2)
    police = CONTACTS * SOURCES["police"] * DOMESTIC_ABUSE
    changed = CONTACTS * OUTCOMES["referral"] * ASSESSED * MONTHS * WORKER_CHANGED
    unchanged = changed * (1 - WORKER_CHANGED) / WORKER_CHANGED
    days = ASSESSMENT_DEVIATION * math.sqrt(1 / changed + 1 / unchanged)
    return {
        Story.OPEN_CASE_CALLS: _power(MORE_OPEN_CASE_CALLS, count * _months(Story.OPEN_CASE_CALLS)),
        Story.DOMESTIC_ABUSE: _power(police, count * _months(Story.DOMESTIC_ABUSE)),
        Story.CONVERSION: _power_of_shares(
            CONVERSION, LOWER_CONVERSION, ENQUIRIES, Story.CONVERSION
        ),
        Story.QUALITY: _power_of_shares(VOICE, MORE_VOICE, NOTES, Story.QUALITY),
        Story.CHANGES_ADD_DAYS: _power(DAYS_ADDED, days),
    }


def _months(story: Story) -> float:
    before = BEGINS[story] - 1
    return math.sqrt(1 / before + 1 / (MONTHS - before))


def _power_of_shares(usual: float, changed: float, a_month: int, story: Story) -> float:
    before = BEGINS[story] - 1
    spread = usual * (1 - usual) / (before * a_month)
    spread += changed * (1 - changed) / ((MONTHS - before) * a_month)
    return _power(abs(changed - usual), math.sqrt(spread))


def _power(effect: float, error: float) -> float:
    normal = NormalDist()
    return normal.cdf(effect / error - normal.inv_cdf(1 - 0.0005))
