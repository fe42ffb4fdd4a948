"""What a message looks up of its person's conversation is no more work for a longer one."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.channels.web.channel import WEB
from storage import drafts, transcript
from storage.session import Session
from tests.benchmarks.council import NOW
from tests.benchmarks.test_open_pages import say_lines
from tests.factories import a_person, make_store
from tests.storage.plans import steps

LATER = NOW + timedelta(minutes=1)


def test_what_a_message_looks_up_is_no_more_work_after_more_lines(tmp_path: Path) -> None:
    works = []
    for lines in (100, 1600):
        folder = tmp_path / str(lines)
        folder.mkdir()
        with closing(make_store(folder, waits_for_the_disk=False)) as store:
            with store.writing() as session:
                person = a_person(session).id
                say_lines(session, [person], lines)
            with store.reading() as session:
                works.append(work_of_look_ups(session, person))
    fewer, more = works
    assert all(more[name] < 1.2 * fewer[name] + 100 for name in fewer), works


def work_of_look_ups(session: Session, person: str) -> dict[str, int]:
    pieces: dict[str, Callable[[], object]] = {
        "card": lambda: transcript.newest_card(session, person, WEB, LATER),
        "reflection": lambda: transcript.reflection_shown_last(session, person, WEB, LATER),
        "about": lambda: transcript.about(session, person, WEB, "a name"),
        "marks": lambda: transcript.marks(session, [person], WEB),
        "untold": lambda: transcript.told_and_unread(session, person),
        "source": lambda: drafts.step_of_source(session, person, "a source"),
    }
    return {name: steps(session, piece) for name, piece in pieces.items()}
