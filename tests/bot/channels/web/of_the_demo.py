"""The pages of the demo's council on the day it begins, which has months behind it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time
from pathlib import Path
from shutil import copytree

from bot.channels.web.context import WebContext
from bot.clock import MovableClock
from bot.demo.folder import open_folder
from bot.demo.running import settings_of
from bot.dialogue import Dialogue
from bot.store import open_store
from tests.bot.channels.web.meetings import Held
from tests.bot.demo.councils import DAY, GUIDES, demo_of
from tests.conversations.play import DUTY, LONDON
from tests.factories import spare


@contextmanager
def a_demo(folder: Path) -> Iterator[Held]:
    """Yield the demo's council, at nine in the morning."""
    made = open_folder(copytree(demo_of(), folder / "demo"), DAY, DAY, fresh=False)
    now = datetime.combine(DAY, time(9), LONDON)
    with closing(open_store(settings_of(made))) as store:
        spare(store)
        yield Held(WebContext(store, Dialogue(store, GUIDES, DUTY), MovableClock(now), GUIDES))
