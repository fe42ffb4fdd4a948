"""The rate limit of the log: a flood from one place hides no other line, and is counted."""

import logging

from bot.log_limit import MOST_A_MINUTE, LogLimit


def a_line(line: int = 7, msg: str = "refused") -> logging.LogRecord:
    return logging.LogRecord("bot", logging.WARNING, "bot/x.py", line, msg, (), None)


def test_of_a_flood_a_few_lines_are_written_and_the_rest_is_counted() -> None:
    clock = [0.0]
    limit = LogLimit(lambda: clock[0])
    flood = [a_line() for _ in range(110_000)]
    written = [record for record in flood if limit.filter(record)]
    assert len(written) == MOST_A_MINUTE
    assert written[-1].msg == "refused (more lines like this are left out for a minute)"
    clock[0] = 61.0
    after = a_line()
    assert limit.filter(after)
    assert after.msg == f"({110_000 - MOST_A_MINUTE} lines like this were left out) refused"


def test_a_flood_hides_no_line_of_another_place() -> None:
    limit = LogLimit(lambda: 0.0)
    for _ in range(1000):
        limit.filter(a_line())
    assert limit.filter(a_line(line=8, msg="something else"))


def test_what_is_said_seldom_is_always_written_as_it_is() -> None:
    clock = [0.0]
    limit = LogLimit(lambda: clock[0])
    for minute in range(200):
        clock[0] = 60.0 * minute
        record = a_line()
        assert limit.filter(record)
        assert record.msg == "refused"


def test_the_memory_of_places_has_an_end() -> None:
    limit = LogLimit(lambda: 0.0)
    for line in range(5000):
        assert limit.filter(a_line(line=line))
    assert len(limit._windows) <= 1000
