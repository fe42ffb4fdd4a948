"""Which children words take in or out of depth."""

from prompts.meeting.choosing import only_in_depth, said_of_depth
from tests.each import each

REFS = ["CH-0388", "CH-0262", "CH-0417", "CH-0391"]


@each(
    "words, ways",
    [
        ("take 388 out and add 262", {"CH-0388": False, "CH-0262": True}),
        ("add 262, take 388 out", {"CH-0262": True, "CH-0388": False}),
        ("swap 388 for 262", {"CH-0388": False, "CH-0262": True}),
        ("replace 0388 with 0262", {"CH-0388": False, "CH-0262": True}),
        ("drop 388 and 417", {"CH-0388": False, "CH-0417": False}),
        ("add 262 instead of 388", {"CH-0262": True, "CH-0388": False}),
        ("please include CH-0391 too", {"CH-0391": True}),
        ("not 417", {"CH-0417": False}),
        ("take 388, 262 and 417 out", {"CH-0388": False, "CH-0262": False, "CH-0417": False}),
        ("388 262 and 417 out please", {"CH-0388": False, "CH-0262": False, "CH-0417": False}),
        ("388, 262 out, 417 in", {"CH-0388": False, "CH-0262": False, "CH-0417": True}),
        ("put 417 in, take 388 and 262 off", {"CH-0417": True, "CH-0388": False, "CH-0262": False}),
        (
            "I don't want 388, 262 or 417 in depth",
            {
                "CH-0388": False,
                "CH-0262": False,
                "CH-0417": False,
            },
        ),
        ("move 388, 262 out of depth", {"CH-0388": False, "CH-0262": False}),
        ("417 and 391 in please", {"CH-0417": True, "CH-0391": True}),
        (
            "swap 388 and 262 for 417 and 391",
            {
                "CH-0388": False,
                "CH-0262": False,
                "CH-0417": True,
                "CH-0391": True,
            },
        ),
        ("swap 388 and 262", {}),
        ("388 out 262 in", {}),
        ("0417 moved to her aunt", None),
        ("add another one", None),
    ],
)
def test_words_that_choose(words: str, ways: dict[str, bool] | None) -> None:
    assert said_of_depth(words, REFS) == ways


@each(
    "words, named",
    [
        ("CH-0388 and 0417 in depth, rest quick", ["CH-0388", "CH-0417"]),
        ("388 and 417, the rest no change", ["CH-0388", "CH-0417"]),
        ("lets do 0417 in depth and the others briefly", ["CH-0417"]),
        ("just 0417 and 0391 in depth today", ["CH-0417", "CH-0391"]),
        ("only 417", []),
        ("0417 in depth", []),
        ("0417 in depth, the rest of the family moved", []),
        ("0417 hit another child, the rest quick", []),
        ("the rest quick", []),
    ],
)
def test_words_that_choose_these_and_no_others(words: str, named: list[str]) -> None:
    assert only_in_depth(words, REFS) == named
