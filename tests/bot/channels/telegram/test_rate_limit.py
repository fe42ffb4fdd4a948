"""The rate limits: a short burst a chat, then one a second; no more than Telegram takes in all."""

from dataclasses import dataclass

from bot.channels.telegram.rate_limit import RateLimiter


@dataclass
class Watch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_burst_goes_at_once_and_then_one_a_second() -> None:
    limiter = RateLimiter(read=Watch())
    assert [limiter.reserve("a") for _ in range(7)] == [0, 0, 0, 0, 1, 2, 3]


def test_a_chat_that_rests_may_send_a_burst_again() -> None:
    watch = Watch()
    limiter = RateLimiter(read=watch)
    for _ in range(7):
        limiter.reserve("a")
    watch.seconds = 60
    assert [limiter.reserve("a") for _ in range(5)] == [0, 0, 0, 0, 1]


def test_one_chat_does_not_hold_up_another() -> None:
    limiter = RateLimiter(read=Watch())
    for _ in range(9):
        limiter.reserve("a")
    assert limiter.reserve("b") == 0


def test_all_chats_together_stay_under_thirty_a_second() -> None:
    watch = Watch()
    limiter = RateLimiter(read=watch)
    sent_at = [watch.seconds + limiter.reserve(str(chat)) for chat in range(300)]
    for start in sent_at:
        assert sum(start <= at < start + 1 for at in sent_at) <= 51
    assert max(sent_at) >= (300 - 25) / 25 - 0.1


def test_what_may_be_left_out_is_sent_only_where_hardly_anything_was() -> None:
    limiter = RateLimiter(read=Watch())
    assert limiter.try_take("a")
    assert limiter.try_take("a")
    assert not limiter.try_take("a")
    assert limiter.reserve("a") == 0


def test_chats_that_rest_are_forgotten() -> None:
    watch = Watch()
    limiter = RateLimiter(read=watch)
    for chat in range(2000):
        watch.seconds += 1
        limiter.reserve(str(chat))
    watch.seconds += 100
    limiter.reserve("one more")
    assert len(limiter._chats) == 1
