"""No case text outlives its transaction: no module of the program holds on to what was typed."""

import gc
import sys
import types
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.update import DutyNumbers
from prompts.loader import shipped
from storage import outbox
from tests.conversations.council import make_council
from tests.factories import make_store

PACKAGES = ("bot", "prompts", "storage", "reports", "practice")
NOW = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)


def own_modules() -> list[types.ModuleType]:
    known = list(sys.modules.items())
    return [module for name, module in known if name.partition(".")[0] in PACKAGES]


def everything_held() -> Iterator[object]:
    """Yield all that the program's modules hold, through what that holds in turn.

    Other modules and the frames of running code are not entered.
    """
    waiting: list[object] = [vars(module) for module in own_modules()]
    seen = set(map(id, waiting))
    while waiting:
        held = waiting.pop()
        yield held
        for inner in gc.get_referents(held):
            if id(inner) in seen or isinstance(inner, types.ModuleType | types.FrameType):
                continue
            seen.add(id(inner))
            waiting.append(inner)


def places_of(*words: str) -> list[str]:
    said = [one.casefold() for one in words]
    every = (held for held in everything_held() if isinstance(held, str))
    return [held for held in every if any(one in held.casefold() for one in said)]


def an_answer() -> str:
    """Return words that stand nowhere in this file as they are said."""
    return " ".join(["planted", "because", "she", "said", "nothing", "at", "all", "to", "me"])


def hold_a_conversation(folder: Path, answer: str) -> None:
    store = make_store(folder, waits_for_the_disk=False)
    with store.writing() as session:
        make_council(session, NOW)
    dialogue = Dialogue(store, shipped(), DutyNumbers(None, None))
    said = [f"visited 0402, {answer}", "yes", f"I think {answer}", f"my part: {answer}", "1"]
    for number, text in enumerate(said):
        dialogue.receive(Incoming("telegram", "chat-Priya", str(number), text=text), NOW)
        with store.writing() as session:
            for sent in outbox.claim(
                session, "telegram", now=NOW, lease=timedelta(seconds=1), most=9
            ):
                outbox.settle_sent(session, sent.id, None, NOW)
    store.close()


@pytest.mark.long
def test_a_planted_answer_is_in_no_module_after_its_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_a_conversation(tmp_path, an_answer())
    gc.collect()
    # Words that a module does hold are found, in the same walk.
    kept = an_answer().replace("planted", "kept")
    monkeypatch.setitem(vars(own_modules()[0]), "_cache", {"answers": [(1, kept)]})
    assert places_of(an_answer(), kept) == [kept]
