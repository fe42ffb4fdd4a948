"""A pasted e-mail or chat is somebody else's words; what is written beside it is one's own."""

from prompts.forwarded import own_words_only, with_pasted_marked
from prompts.interview.claims import claims
from tests.each import each
from tests.prompts.test_claims import reflection

SAID = 'she said "I don\'t like it when he shouts" and hid behind the sofa'
OUTLOOK = (
    f"From: Jo Bloggs <jo@school.example>\nSent: 23 November 2026 10:12\nTo: Priya\n"
    f"Subject: RE: 0401\n\nHi Priya,\n\n{SAID}\n\nKind regards\nJo\nHead teacher"
)
ONE_LINE = f"From: Jo Bloggs Sent: 23 November 2026 10:12 To: Priya Subject: 0401 {SAID}"
REPLY = f"On Mon, 23 Nov 2026 at 10:12, Jo Bloggs <jo@school.example> wrote:\n{SAID}"
DISCLAIMED = (
    f"Dear Priya,\n{SAID}\nRegards\nJo\n\nThis e-mail and any attachments are confidential and "
    "intended solely for the addressee."
)
OLD = f"-----Original Message-----\n{SAID}"
CHAT = f"[10:12, 23/11/2026] Mum: {SAID}\n[10:13, 23/11/2026] Priya: ok"
EXPORTED = f"23/11/2026, 10:12 - Mum: {SAID}"
SIGNED = f"Hi Priya\n{SAID}\nKind regards,\nJane Smith\nHead teacher\nTel: 01632 960100"
ALL = [OUTLOOK, ONE_LINE, REPLY, DISCLAIMED, OLD, CHAT, EXPORTED, SIGNED]
MINE = "this came from school"


@each("pasted", ALL)
def test_a_pasted_mail_or_chat_is_not_its_writers_own(pasted: str) -> None:
    text = with_pasted_marked(f"{MINE}\n{pasted}")
    assert own_words_only(text).split() == MINE.split()
    assert [line.removeprefix("> ") for line in text.split("\n")[2:]] == pasted.split("\n")


@each("pasted", ALL)
def test_no_claim_rests_on_it(pasted: str) -> None:
    assert "child_voice" in claims(reflection(SAID).state)
    assert claims(reflection(with_pasted_marked(f"seen\n{pasted}")).state) == {}


def test_what_is_written_below_a_chat_is_ones_own() -> None:
    assert own_words_only(with_pasted_marked(f"{CHAT}\n{MINE}")).split() == MINE.split()


@each(
    "own",
    [
        SAID,
        f"Hi\nvisited 0401 {SAID}\nThanks\nPriya",
        "from: school I went to the house",
        "I rang school on 23/11 and Jo wrote: fine",
        "the mail was confidential and she said so",
        "[she hid] then: nothing",
        "Subject: 0401\nshe hid",
    ],
)
def test_what_nobody_framed_is_ones_own(own: str) -> None:
    assert with_pasted_marked(own) == own


def test_a_text_that_is_marked_is_not_marked_again() -> None:
    once = with_pasted_marked(OUTLOOK)
    assert with_pasted_marked(once) == once


@each("reached", ["Tel 01632 960100", "jsmith@oak.example", "M: 07700 900123", "www.oak.example"])
def test_a_mail_without_a_greeting_is_known_by_its_signature_and_ends_there(reached: str) -> None:
    mail = f"{SAID}\n\nBest wishes\n\nJane Smith\nDSL, Oak Primary\n{reached}"
    text = with_pasted_marked(f"{mail}\n\n{MINE}")
    assert own_words_only(text).split() == MINE.split()


@each(
    "ending",
    ["Thanks\nPriya", "Kind regards\nPriya", "many thanks\nring me on 01632 960100", "thanks Priya",
     "Thank you\nPriya\n01632 960100"],
)  # fmt: skip
def test_a_name_beneath_thanks_frames_nothing(ending: str) -> None:
    text = f"{SAID}\n{ending}"
    assert with_pasted_marked(text) == text
