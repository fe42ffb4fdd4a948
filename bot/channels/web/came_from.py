"""The summary from which a list was opened, kept in the list's address, and the way back to it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from bot.channels.web.summary import LookedAt
from bot.summary_paths import shown_path, summary_path


@dataclass(frozen=True)
class CameFrom:
    """The summary as it was shown, and the team above whose summary it was; both may be empty.

    A team's summary leads to the lists of one team below it too.
    """

    showing: str
    above: str

    @property
    def kept(self) -> dict[str, str]:
        """What every address of the list keeps."""
        told = {"showing": self.showing, "above": self.above}
        return {name: value for name, value in told.items() if value}

    def back(self, view: LookedAt) -> str:
        """Return the address of that summary; of the list's own team where it is not known.

        A team that the reader sees no summary of is none that they came from.
        """
        if self.showing:
            return shown_path(self.showing)
        known = self.above in {team.id for team in view.teams}
        return summary_path(self.above if known else view.team.id, view.month)


def came_from(
    showing: Annotated[str, Query()] = "", above: Annotated[str, Query()] = ""
) -> CameFrom:
    """Return what the address of a list says of where it was opened."""
    return CameFrom(showing, above)
