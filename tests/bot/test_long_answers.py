"""An answer has an end, far off; it is said before it is met, and nothing is lost there."""

from pathlib import Path

from prompts.text import MOST_LETTERS
from tests.bot.channels.web.contexts import Council, a_council, form, signed_in

PART = "She hid behind the sofa when he came in. " * 480


async def test_a_hundred_thousand_letters_are_taken_and_more_are_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    with a_council(tmp_path) as council:
        said = [await after(council, number) for number in range(8)]
        kept = council.said(council.practitioner)
    nearly = [at for at, page in enumerate(said) if "This answer is nearly full." in page]
    full = [at for at, page in enumerate(said) if "This answer is full:" in page]
    assert min(nearly) < min(full)
    assert len(PART) * min(full) <= MOST_LETTERS < len(PART) * (min(full) + 1)
    assert kept.count(PART) == 8


async def after(council: Council, number: int) -> str:
    """Return the page after one more long part was sent."""
    async with signed_in(council, council.practitioner) as client:
        told = {**await form(client), "token": f"{number:032}", "text": PART}
        await client.post("/say", data=told)
        return (await client.get("/")).text.rpartition("newest")[0]
