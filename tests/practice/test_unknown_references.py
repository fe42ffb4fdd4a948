"""What is written as a child's reference and is nobody's is found, and other numbers are not."""

from practice.mentions import unknown_references
from tests.each import each

REFS = ["CH-0417", "CH-0391", "CH-0402"]


@each(
    "text, found",
    [
        ("oh also 0423 was there the baby sister she had a bruise", ["0423"]),
        ("seen 0417 and 0419 today both quiet", ["0419"]),
        ("seen 0423 today she had a bruise", ["0423"]),
        ("visited 423 and 417, both in bed", ["423"]),
        ("CH-0423 told me, and ch 0424 too", ["CH-0423", "CH 0424"]),
        ("0423s mum rang", ["0423"]),
        ("0417 and 0419 and again 0419", ["0419"]),
        ("oh also 0923 was there", ["0923"]),
        ("child 9999 is new to me", ["9999"]),
        ("saw 0417/0419 at school", ["0419"]),
        ("0417/0391/0419", ["0419"]),
        ("0419/CH-0417", ["0419"]),
        ("CH-0417/0419", ["0419"]),
        ("0417,0419", ["0419"]),
        ("0417+0419", ["0419"]),
        ("0417 & 0419", ["0419"]),
    ],
)
def test_it_is_found(text: str, found: list[str]) -> None:
    assert unknown_references(text, REFS) == found


@each(
    "text",
    [
        "seen 0417 and 0391, both quiet",
        "got there 0830 and left at 0915",
        "rang 0191 498 0423 and 01632 960417",
        "he owes 300 pounds and smokes 200 a week",
        "born in 2019, seen on 12/11/2026",
        "lives at 423 Old Durham Road",
        "1500 words about him",
        "room 423, bus 419",
        "0417 and 300 people",
        "case closed 100 times",
        "12/04 and 24/7, 1/2 term, 17/18 year olds, s17/47",
        "0417/2026 and 0417/0391",
        "12/0417 and 0417/5",
        "",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert unknown_references(text, REFS) == []
