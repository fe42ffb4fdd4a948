"""The real `understory serve` with words planted: none is in its log or on an error page."""

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.clock import Clock
from storage import codes, drafts
from storage.drafts import DraftRow, StepRow
from storage.ids import new_id
from storage.session import Session, Store
from storage.tables import Person
from tests.bot.served import free_port
from tests.botapi import FaultKind, InThread, running
from tests.botapi import Person as Phone
from tests.factories import KEY, a_child, a_person, a_team, an_involvement, make_store

ROOT = Path(__file__).parents[2]
ANSWER = "planted-answer-he-locks-the-kitchen"
NAME = "Zenobia Quillfeather"


def a_council(store: Store) -> tuple[Person, str]:
    """Return the one person of a council, and a code for them."""
    with store.writing() as session:
        worker = a_person(session, NAME, team=a_team(session, "North"))
        an_involvement(session, a_child(session, "CH-0417"), worker)
        return worker, codes.make_code(session, worker.id, Clock().now())


def break_the_draft(session: Session, worker: Person) -> None:
    """Leave the person in a draft of a guide that is not there, so that handling must fail."""
    now = datetime.now(UTC)
    draft = DraftRow(new_id(), "guide", "no-such-guide", 1, worker.id, None, None, now)
    drafts.add_draft(session, draft)
    opened = StepRow(1, "opened", None, 0, None, sealed=False, author_id=worker.id, at=now)
    drafts.add_steps(session, draft.id, [opened])


@contextmanager
def serving(folder: Path, telegram: InThread, log: Path) -> Iterator[str]:
    """Run the command with its output in `log`; yield its address."""
    port = free_port()
    environment = {
        **os.environ,
        "UNDERSTORY_DATA": str(folder),
        "UNDERSTORY_KEY": base64.b64encode(KEY).decode(),
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
    }
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=written
        )
        try:
            assert process.stdout is not None
            assert b"is running" in process.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate()


def talk(phone: Phone, telegram: InThread, code: str, fault: FaultKind) -> None:
    """Enrol, answer, and answer again while Telegram fails."""
    phone.say(f"/start {code}")
    phone.wait_for("Hello Zenobia.")
    said = phone.say(f"visited 0417. {ANSWER}")
    phone.wait_for("Is this a reflection about CH-0417?", after=said)
    telegram.fault("sendMessage", fault)
    telegram.fault("getUpdates", FaultKind.DROP)
    phone.tap("Yes")
    phone.wait_for("1 of at most 2", timeout=120)


def error_pages(address: str, code: str) -> list[str]:
    """Return every page that refuses something with planted words in it."""
    with httpx.Client(base_url=address, trust_env=False) as client:
        entry = client.get("/enter").text
        csrf = re.findall(r'name="csrf" value="([^"]+)"', entry)[0]
        pages = [
            client.post("/enter", data={"csrf": csrf, "code": code}),
            client.post("/enter", data={"csrf": ANSWER, "code": ANSWER}),
            client.post("/say", data={"csrf": ANSWER, "token": ANSWER, "card": ANSWER}),
            client.get(f"/records/{ANSWER}"),
            client.get(f"/{ANSWER}?q={ANSWER}"),
            client.post(f"/telegram/{ANSWER}", content=ANSWER.encode()),
        ]
    assert all(page.status_code >= 300 for page in pages)
    return [page.text for page in pages]


@pytest.mark.parametrize(
    "fault",
    [
        FaultKind.RETRY_AFTER,
        # What may have arrived is sent again only after its lease of 30 seconds.
        pytest.param(FaultKind.SERVER_ERROR, marks=pytest.mark.long),
    ],
)
def test_no_answer_name_code_or_token_is_in_a_log_or_on_an_error_page(
    tmp_path: Path, fault: FaultKind
) -> None:
    store = make_store(tmp_path, waits_for_the_disk=False)
    worker, code = a_council(store)
    log = tmp_path / "serve.log"
    with running() as telegram, serving(tmp_path, telegram, log) as address:
        phone = telegram.person(501)
        talk(phone, telegram, code, fault)
        pages = error_pages(address, code)
        with store.writing() as session:
            break_the_draft(session, worker)
        phone.say(f"and again: {ANSWER}")
        phone.wait_for("Something went wrong here", timeout=120)
        token = telegram.token
    store.close()
    written = log.read_text()
    assert "was set aside as" in written
    key = base64.b64encode(KEY).decode()
    for planted in (ANSWER, "Zenobia", "Quillfeather", code, code.replace("-", ""), token, key):
        assert planted not in written
        assert not [page for page in pages if planted in page]
