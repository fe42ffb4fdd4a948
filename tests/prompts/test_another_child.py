"""Another child named in an answer is asked about once; a brother or a sister never."""

from prompts.another_child import Known, another_child, siblings_named
from tests.each import each

KNOWN = Known(["CH-0391", "CH-0402", "CH-0417", "CH-0418"], {"CH-0417": "F-1", "CH-0418": "F-1"})


@each(
    "words, child",
    [
        ("visited CH-0391 too, he told me he is scared of the stairs", "CH-0391"),
        ("then 391 came in crying", "CH-0391"),
        ("0417 hid and 0402s mum shouted", "CH-0402"),
        ("ch391/402 were there", "CH-0391"),
        ("visited 0931 too", "CH-0391"),
        ("0471 hid again", None),
        ("0417 hid again", None),
        ("0418 laughed, her sister did not", None),
        ("it cost 391 pounds", None),
        ("she hid", None),
    ],
)
def test_another_child_is_seen(words: str, child: str | None) -> None:
    assert another_child(words, ["CH-0417"], [], KNOWN) == child


def test_nobody_is_asked_about_twice() -> None:
    told = ["saw 0417 and 0391"]
    assert another_child("0391 cried", ["CH-0417"], told, KNOWN) is None
    assert another_child("0391 cried and 0402 left", ["CH-0417"], told, KNOWN) == "CH-0402"


def test_a_sibling_who_is_named_may_join_the_story() -> None:
    assert siblings_named(["0418 laughed"], ["CH-0417"], KNOWN) == ["CH-0418"]
    assert siblings_named(["0418 laughed"], ["CH-0417", "CH-0418"], KNOWN) == []
    assert siblings_named(["0391 laughed"], ["CH-0417"], KNOWN) == []
