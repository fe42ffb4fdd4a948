"""A question to the bot is told from a story that may hold one."""

from prompts.asks_the_bot import asks_the_bot
from tests.each import each


@each(
    "text",
    [
        "which child waits longest",
        "what did priya write",
        "Who is due this week?",
        "how many children have I got",
        "what is due on friday",
        "when was 0417 last discussed",
        "do I have anything to agree",
        "show me my drafts",
        "whats the date of the next review",
        "list all my actions",
        "is there anything for me",
        "did anyone read my reflection",
        "0417 last seen?",
        "can you find the record of 0402",
        "where are my records",
        "hi, what did Omar share yesterday?",
        "why did sunil return it",
        "who hasn't had supervision",
        "who isnt done yet",
    ],
)
def test_it_asks(text: str) -> None:
    assert asks_the_bot(text)


@each(
    "text",
    [
        "visited 0417, why is she so quiet?",
        "she hid again, what is it with him?",
        "visited 0417, she hid behind the sofa",
        "when I visited 0417 she hid. Why did she do that?",
        "did a visit today 0417 was quiet",
        "was at 0417s house today",
        "what a day, 0402 ran to me and showed me her drawing",
        "how she looked at me when he came in was new",
        "had a hard visit with 0417",
        "is still hiding when he comes in, I asked her nan and she did not know either",
        "I asked what she wanted and who she misses",
        "whatever I say he walks out",
        "why would she stay? she told me she has nowhere. what do I do with that? I sat with her",
        "can hear her crying through the door at 0401",
        "what happened today was that he hit the wall",
        "where he sleeps there is no bed",
        "who he is scared of I do not know",
        "what was good was that he smiled",
        "0417",
        "hello?",
        "find it hard to sit with 0417s mum",
        "open door, he let me in and talked",
        "",
    ],
)
def test_it_tells(text: str) -> None:
    assert not asks_the_bot(text)
