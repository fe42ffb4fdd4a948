"""The live stream, in the real server."""

from collections.abc import Iterator

import httpx
import pytest

from bot.channels.web.context import reader_name
from bot.channels.web.stream import MOST_STREAMS
from practice.calendar import london_day
from storage import people
from storage.tables import Person
from tests.bot.channels.web.contexts import Council, Server, serving

Event = dict[str, str]


@pytest.fixture
def server(council: Council) -> Iterator[Server]:
    with serving(council.context) as running:
        yield running


def browser(server: Server, council: Council) -> httpx.Client:
    return browser_of(server, council.session_of(council.practitioner))


def browser_of(server: Server, session: str) -> httpx.Client:
    # A stream may well be silent for longer than any wait of httpx's own.
    waits = httpx.Timeout(60, read=None)
    return httpx.Client(base_url=server.address, cookies={"understory": session}, timeout=waits)


def events(lines: Iterator[str]) -> Iterator[Event]:
    event: Event = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            event[name] = f"{event[name]}\n{value}" if name in event else value
        else:
            yield event
            event = {}


def next_named(stream: Iterator[Event], name: str) -> Event:
    return next(event for event in stream if event.get("event") == name)


def newest(client: httpx.Client) -> str:
    return client.get("/").text.rpartition('data-entry="')[2].partition('"')[0]


def test_it_says_something_at_once_and_pushes_what_was_said_elsewhere(
    server: Server, council: Council
) -> None:
    with browser(server, council) as client:
        after = newest(client)
        with client.stream("GET", f"/stream?after={after}") as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            stream = events(response.iter_lines())
            assert "still here" in next(stream)[""]
            council.tell(council.practitioner, "/help")
            theirs, ours = next_named(stream, "entry"), next_named(stream, "entry")
            options = next_named(stream, "options")
    assert ">/help</p>" in theirs["data"]
    assert "data-token" in theirs["data"]
    assert "/supervise holds a supervision" in ours["data"]
    assert f'data-newest="{ours["id"]}"' in options["data"]
    assert 'id="newest"' not in theirs["data"] + ours["data"]


def test_it_goes_on_after_the_last_event_a_browser_had(server: Server, council: Council) -> None:
    with browser(server, council) as client:
        before = newest(client)
        council.tell(council.practitioner, "one")
        with client.stream("GET", f"/stream?after={before}") as response:
            theirs = next_named(events(response.iter_lines()), "entry")
        had = {"last-event-id": theirs["id"]}
        with client.stream("GET", f"/stream?after={before}", headers=had) as response:
            following = next_named(events(response.iter_lines()), "entry")
    assert ">one</p>" in theirs["data"]
    assert "us-entry--bot" in following["data"]


def test_the_oldest_makes_way_and_comes_back_later(server: Server, council: Council) -> None:
    with browser(server, council) as client:
        after = newest(client)
        opened = [client.stream("GET", f"/stream?after={after}") for _ in range(MOST_STREAMS + 1)]
        oldest, *others = [one.__enter__() for one in opened]
        said = list(events(oldest.iter_lines()))
        assert said[-1] == {"retry": "60000"}
        council.tell(council.practitioner, "/help")
        for other in others:
            assert "/help" in next_named(events(other.iter_lines()), "entry")["data"]
        for one in opened:
            one.__exit__(None, None, None)


def test_one_persons_lines_reach_nobody_else(server: Server, council: Council) -> None:
    with browser_of(server, council.session_of(council.supervisor)) as client:
        after = newest(client)
        with client.stream("GET", f"/stream?after={after}") as response:
            council.tell(council.practitioner, "only mine")
            council.tell(council.supervisor, "/help")
            first = next_named(events(response.iter_lines()), "entry")
    assert ">/help</p>" in first["data"]


def test_it_ends_once_the_session_has_and_says_so(server: Server, council: Council) -> None:
    with browser(server, council) as client:
        after = newest(client)
        csrf = client.get("/leave").text.partition('name="csrf" value="')[2].partition('"')[0]
        with client.stream("GET", f"/stream?after={after}") as response:
            stream = events(response.iter_lines())
            next(stream)
            token = client.cookies["understory"]
            httpx.post(
                f"{server.address}/leave", data={"csrf": csrf}, cookies={"understory": token}
            )
            council.tell(council.practitioner, "/help")
            assert [event["event"] for event in stream if event.get("event")] == ["left"]


def test_nobody_signed_in_gets_none(server: Server) -> None:
    assert httpx.get(f"{server.address}/stream").status_code == 401


def test_an_open_stream_does_not_hold_up_a_stop(server: Server, council: Council) -> None:
    with browser(server, council) as client:
        with client.stream("GET", f"/stream?after={newest(client)}") as response:
            stream = events(response.iter_lines())
            next(stream)
            server.stop()
            assert list(stream) == []
        with pytest.raises(httpx.ConnectError):
            client.get("/")


def test_a_page_of_somebody_else_in_the_same_browser_gets_none(
    server: Server, council: Council
) -> None:
    with browser(server, council) as client:
        theirs = reader_name(council.context, council.supervisor.id)
        assert client.get(f"/stream?reader={theirs}").status_code == 401


@pytest.mark.long
@pytest.mark.parametrize("why", ["stopped", "left"])
def test_it_ends_at_once_for_who_is_stopped_or_leaves(
    server: Server, council: Council, why: str
) -> None:
    with browser(server, council) as client:
        after = newest(client)
        with client.stream("GET", f"/stream?after={after}") as response:
            stream = events(response.iter_lines())
            next(stream)
            # Once it is known what is theirs, only what becomes of them can be news.
            council.tell(council.practitioner, "/help")
            next_named(stream, "options")
            with council.store.writing() as session:
                now = council.context.clock.now()
                if why == "stopped":
                    people.stop_person(session, council.practitioner.id, now)
                else:
                    session.get_one(Person, council.practitioner.id).left_on = london_day(now)
            # A heartbeat comes every 20 seconds: it ended sooner than the first.
            assert "still here" not in "".join(str(event) for event in stream)
