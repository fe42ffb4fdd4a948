"""A hostile text as somebody sends it: the whole dialogue answers it in little time."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.web.channel import WEB, WebIncoming
from storage.ids import new_id
from tests.bot.channels.web.contexts import MORNING, Council, a_council
from tests.hostile.texts import TEXTS

LONGEST = 20_000
SECONDS = 2.0


@pytest.mark.long
def test_each_text_begins_a_story_or_is_answered_and_goes_on_with_it(tmp_path: Path) -> None:
    with a_council(tmp_path) as council:
        took = {
            made_of: max(seconds(council, text(LONGEST), at) for at in (2 * number, 2 * number + 1))
            for number, (made_of, text) in enumerate(TEXTS.items())
        }
    assert {made_of: one for made_of, one in took.items() if one > SECONDS} == {}


def seconds(council: Council, text: str, minute: int) -> float:
    """Return the time of this thread that a message takes, a minute after the one before."""
    key = f"{council.practitioner.id}.{new_id()}"
    incoming = WebIncoming(WEB, council.practitioner.id, key, text=text)
    begun = time.thread_time()
    council.context.dialogue.receive(incoming, MORNING + timedelta(minutes=minute))
    return time.thread_time() - begun
