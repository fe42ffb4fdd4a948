from concurrent.futures import ThreadPoolExecutor

from storage.ids import new_id


def test_identifiers_sort_by_the_moment_they_were_made() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert {len(one) for one in made} == {32}


def test_threads_never_share_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(4000)))
    assert len({one[:16] for one in made}) == 4000
