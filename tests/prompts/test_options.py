"""Options as buttons carry them: the texts stay, for buttons in open chats hold them."""

import pytest

from prompts.options import (
    AddEntry,
    AlsoAbout,
    Came,
    ChangeChild,
    ChangeLine,
    ChildPage,
    ChildrenOf,
    Choice,
    DaySaid,
    Keyed,
    Meant,
    Minutes,
    MyAnswer,
    Named,
    Numbered,
    Option,
    PointAt,
    PointLine,
    PointWords,
    PutIn,
    Reading,
    Reason,
    SayAgain,
    ShowsIt,
    Sign,
    StrikeClaim,
    TakeOut,
    ToggleDepth,
    ToPart,
    Weeks,
    decode,
    encode,
)
from tests.each import each

WRITTEN: dict[Option, str] = {
    Named.TONIGHT: "tonight",
    PutIn(1): "p:1",
    Choice(0): "v:0",
    ChildrenOf(1): "of:1",
    ChildPage(2): "pg:2",
    AlsoAbout(0): "a:0",
    Meant(1): "k:1",
    Reading(1): "r:1",
    DaySaid("2 weeks"): "day:2 weeks",
    ChangeLine(12): "c:12",
    AddEntry(1): "m:1",
    TakeOut("own_practice"): "n:own_practice",
    ToPart(6): "j:6",
    ToggleDepth(17): "d:17",
    ChangeChild(3): "e:3",
    Reason("next_meeting"): "w:next_meeting",
    SayAgain(1): "y:1",
    Minutes(90): "min:90",
    Weeks(4): "wk:4",
    MyAnswer(12): "ma:12",
    StrikeClaim(2): "s:2",
    ShowsIt("own_practice"): "h:own_practice",
    PointAt("own_practice"): "i:own_practice",
    PointLine(3): "l:3",
    PointWords(12): "q:12",
    Sign("not acted"): "g:not acted",
    Came("no longer needed"): "o:no longer needed",
}


@pytest.mark.parametrize(("option", "text"), WRITTEN.items(), ids=WRITTEN.values())
def test_an_option_is_written_and_read_as_before(option: Option, text: str) -> None:
    assert encode(option) == text
    assert decode(text) == option


def test_every_kind_of_option_has_its_text() -> None:
    kinds = {type(option) for option in WRITTEN} - {Named}
    assert kinds == {*Numbered.__subclasses__(), *Keyed.__subclasses__()}


@each("option", Named)
def test_an_option_that_is_its_name_alone_comes_back(option: Named) -> None:
    assert decode(encode(option)) is option
    assert len(encode(option)) <= 26


@each("text", ["", ":", "v:", "v:x", "v:-1", "v:\u0663", "x:1", "tonight:1", "no"])
def test_what_no_button_carries_is_no_option(text: str) -> None:
    assert decode(text) is None
