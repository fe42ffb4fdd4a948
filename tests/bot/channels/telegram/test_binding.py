"""Typed words answer the card that their writer could have seen, through the real application."""

import asyncio
from datetime import timedelta

from bot.clock import Clock
from storage.session import Store
from tests.bot.served import served, some_services
from tests.botapi import FaultKind, InThread, Person

STORY = "visited 0417, she hid behind the sofa when he came in"
PARAGRAPH = "She told me about the dog and the stairs and what her brother does at night. " * 20


async def test_a_thought_in_three_messages_is_one_answer(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        priya.say("and wouldnt talk till he left", hurried=True)
        priya.say("mum said that is normal", hurried=True)
        card = await priya.seen("Added to your answer: What happened.")
        priya.tap("Yes", card)
        await priya.seen("1 of at most 2")
        priya.tap("That's enough")
        check = await priya.seen("Check what you wrote")
    assert "1 What happened: visited 0417" in check.text
    assert "2 Child: CH-0417" in check.text
    assert "3 " not in check.text


async def test_a_text_that_a_desktop_cuts_stays_one_answer(
    store: Store, telegram: InThread, priya: Person
) -> None:
    parts = [f"{PARAGRAPH}{number}" for number in ("one", "two", "three")]
    async with served(some_services(store, telegram)):
        sent = priya.paste_at_desk("visited 0417 today.\n\n" + "\n\n".join(parts))
        assert len(sent) > 1
        await priya.seen("Added to your answer: What happened.")
        priya.tap("Yes")
        await priya.seen("of at most 2")
        priya.tap("That's enough")
        check = await priya.seen("Check what you wrote")
    assert "3 " not in check.text.partition("Your record shows")[0]


async def test_a_first_message_too_long_for_a_phone_waits_for_its_rest_and_takes_it(
    store: Store, telegram: InThread, priya: Person
) -> None:
    told = ("visited 0417 today. " + PARAGRAPH * 8)[:9000] + " and then he left"
    async with served(some_services(store, telegram)):
        assert len(priya.paste(told)) > 2
        await asyncio.to_thread(telegram.wait_until_confirmed)
        priya.tap("Done", await priya.seen("Send the rest, or tap Done."))
        priya.tap("Yes", await priya.seen("Is this a reflection about CH-0417?"))
        await priya.seen("of at most 2")
        priya.tap("That's enough")
        check = await priya.seen("Check what you wrote")
    assert "3 " not in check.text.partition("Your record shows")[0]
    assert not any("Where does it belong?" in one.text for one in priya.screen())


async def test_words_too_soon_after_a_card_are_asked_about(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection about CH-0417?")
        priya.tap("Yes")
        card = await priya.seen("1 of at most 2")
        telegram.forward(1)
        priya.say("she wanted him to see she was gone", hurried=True)
        asked = await priya.seen("Where does it belong?", after=card)
        labels = [label for row in asked.labels for label in row]
        priya.tap("It answers this: What it may mean", asked)
        await priya.seen("2 of at most 2", after=asked)
    assert labels[:2] == ["Add it to What happened", "It answers this: What it may mean"]


async def test_words_for_a_card_that_nobody_knows_was_shown_are_asked_about(
    store: Store, telegram: InThread, priya: Person
) -> None:
    """Telegram shows the card, and its answer to us is still on its way."""
    services = some_services(store, telegram, clock=Clock(), lease=timedelta(minutes=1))
    async with served(services):
        priya.say(STORY)
        await priya.seen("Is this a reflection about CH-0417?")
        priya.tap("Yes")
        await priya.seen("1 of at most 2")
        telegram.fault("sendMessage", FaultKind.HOLD_ACCEPTED)
        priya.say("I think she is afraid of him because she hid")
        card = await priya.seen("2 of at most 2")
        priya.say("I would sit on the floor with her")
        await asyncio.to_thread(telegram.wait_until_confirmed)
        telegram.release()
        kept = await priya.seen("You wrote this just as I asked something new:", after=card)
        priya.tap("It answers this: Your own practice", kept)
        check = await priya.seen("Check what you wrote", after=kept)
    assert "Your own practice: I would sit on the floor with her" in check.text


async def test_a_reply_joins_the_answer_to_the_card_it_replies_to(
    store: Store, telegram: InThread, priya: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection about CH-0417?")
        priya.tap("Yes")
        card = await priya.seen("1 of at most 2")
        priya.say("I think she is afraid of him because she hid")
        await priya.seen("2 of at most 2")
        priya.say("or she was only tired", replies_to=card)
        await priya.seen("Added to your answer: What it may mean.")


async def test_a_reply_to_a_shared_reflection_goes_to_its_writer(
    store: Store, telegram: InThread, priya: Person, sunil: Person
) -> None:
    async with served(some_services(store, telegram)):
        priya.say(STORY)
        await priya.seen("Is this a reflection about CH-0417?")
        priya.tap("Yes")
        await priya.seen("1 of at most 2")
        priya.tap("That's enough")
        await priya.seen("Check what you wrote")
        priya.tap("Share with Sunil")
        told = await sunil.seen("Priya shared a reflection with you.")
        sunil.say("/supervise")
        await sunil.seen("Whose supervision is it?")
        sunil.tap("Priya Shah")
        await sunil.seen("Supervision with Priya")
        sunil.say("ask her what the sofa means to her", replies_to=told)
        await sunil.seen("Kept as a note on the reflection.\nI am telling Priya.")
        note = await priya.seen("Sunil wrote a note on a reflection you share.")
        priya.tap("Read", note)
        read = await priya.seen("ask her what the sofa means to her", after=note)
        priya.say("she hides there when he shouts", replies_to=read)
        await priya.seen("Kept as a note on the reflection.")
        # He is in a supervision: what is told to him waits for its end.
        sunil.tap("Save for later")
        await sunil.seen("Priya wrote a note on a reflection you share.")
