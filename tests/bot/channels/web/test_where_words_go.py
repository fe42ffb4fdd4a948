"""Words that wait for a place: the page shows the buttons that the server holds."""

import re

from tests.bot.channels.web.contexts import Council, form, signed_in

TOKEN = "0123456789abcdef0123456789abcde{}.text"  # noqa: S105 - a form's
STORY = "visited 0417, she hid behind the sofa when he came in and wouldnt talk till he left"


def _buttons(page: str) -> dict[str, str]:
    """Return the answers to tap on a page, by what they say."""
    found = re.findall(r'name="button" value="([^"]*)"[^>]*>([^<]*)<', page)
    return {label.replace("&#39;", "'"): value for value, label in found}


async def test_another_answer_lists_the_answers_and_going_back_asks_again(council: Council) -> None:
    pages: list[str] = []
    async with signed_in(council, council.practitioner) as client:
        asked = await form(client)
        said = [STORY, "Yes", "she may have been frightened of him", "That's enough"]
        said += ["her nan rang me about the weekend", "Another answer", "Back", "Another answer"]
        for number, words in enumerate(said):
            tapped = _buttons(pages[-1]).get(words) if pages else None
            sent = {"button": tapped} if tapped else {"text": words}
            await client.post("/say", data={**asked, "token": TOKEN.format(number), **sent})
            pages.append((await client.get("/")).text)
        listed = _buttons(pages[-1])
        meaning = next(label for label in listed if "What it may mean" in label)
        last = {"token": TOKEN.format(9), "button": listed[meaning]}
        await client.post("/say", data={**asked, **last})
        after = (await client.get("/")).text
    assert [list(_buttons(page)) for page in pages[5:]] == [
        ["Add it to What happened", meaning, "Back", "Save for later"],
        list(_buttons(pages[4])),
        ["Add it to What happened", meaning, "Back", "Save for later"],
    ]
    assert "answered already" not in after
    assert "Added to your answer: What it may mean." in after
