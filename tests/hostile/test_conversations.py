"""A hostile text as somebody sends it: the whole dialogue answers it in little time."""

from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from bot.channels.web.channel import WEB, WebIncoming
from storage.ids import new_id
from tests.bot.channels.web.contexts import MORNING, Council, a_council
from tests.growth import seconds
from tests.hostile.texts import TEXTS

LONGEST = 20_000
TIMES = 60
"""As much as any may take of what is usual for its length: what is quadratic takes hundreds."""


@pytest.mark.long
def test_each_text_begins_a_story_or_is_answered_and_goes_on_with_it(tmp_path: Path) -> None:
    with a_council(tmp_path) as council:
        took = {
            made_of: max(taken(council, text(LONGEST), at) for at in (2 * number, 2 * number + 1))
            for number, (made_of, text) in enumerate(TEXTS.items())
        }
    usual = median(took.values())
    assert {made_of: one / usual for made_of, one in took.items() if one > TIMES * usual} == {}


def taken(council: Council, text: str, minute: int) -> float:
    """Return the time of this thread that a message takes, a minute after the one before."""
    key = f"{council.practitioner.id}.{new_id()}"
    incoming = WebIncoming(WEB, council.practitioner.id, key, text=text)
    now = MORNING + timedelta(minutes=minute)
    return seconds(lambda: council.context.dialogue.receive(incoming, now))
