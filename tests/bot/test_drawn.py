"""The draw: each child as likely as any other, and repeated by whoever knows the number."""

from collections import Counter
from hashlib import sha256

from bot.drawn import MOST, Child, Pool, lot


def a_pool(children: int) -> Pool:
    return Pool(tuple(Child(f"c{n}", f"CH-{n:04}", 1) for n in range(children)), "0-0")


def drawn(of: Pool, seed: int) -> list[str]:
    return [child.ref for child in of.drawn(seed)]


def test_the_same_number_draws_the_same_six() -> None:
    assert drawn(a_pool(40), 417) == drawn(a_pool(40), 417)
    assert drawn(a_pool(40), 417) != drawn(a_pool(40), 418)
    assert len(set(drawn(a_pool(40), 417))) == MOST
    assert len(drawn(a_pool(4), 417)) == 4


def test_a_lot_is_what_the_page_says_that_it_is() -> None:
    assert lot(417, "CH-0402") == sha256(b"417 CH-0402").hexdigest()


def test_each_child_is_drawn_as_often_as_any_other() -> None:
    draws, of = 4_000, a_pool(30)
    times = Counter(ref for seed in range(draws) for ref in drawn(of, seed))
    expected = draws * MOST / 30
    # Without replacement a cell varies by less than a Poisson count: five times that is never met.
    assert all(abs(times[child.ref] - expected) < 5 * expected**0.5 for child in of.children)


def test_a_child_who_is_new_moves_at_most_one_out() -> None:
    for seed in range(50):
        before, after = set(drawn(a_pool(30), seed)), set(drawn(a_pool(31), seed))
        assert len(before - after) <= 1
