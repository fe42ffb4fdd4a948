"""People who talk to the bot while it is being killed, and what they said."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.botapi import Person, Sent, Shown

PATIENCE = 300.0
ANSWERS_HERE = "It answers this"
MOST_ANSWERS = 40
"""So many in one reflection, and the conversation goes round in circles."""


@dataclass
class Talker:
    """One person, who reflects again and again until told to stop; every text has its own mark."""

    phone: Person
    enough: threading.Event
    said: list[str] = field(default_factory=list)
    updates: list[int] = field(default_factory=list)
    rounds: int = 0
    last: str = ""
    ends_with: str = "Keep to myself"
    is_notice: Callable[[Shown], bool] = lambda _: False
    fault: BaseException | None = None

    def talk(self) -> None:
        """Hold whole reflections; what goes wrong is kept in `fault`."""
        try:
            while not self.enough.is_set():
                self._reflect()
                self.rounds += 1
        except BaseException as fault:  # noqa: BLE001 - raised again by the test
            self.fault = fault

    def _reflect(self) -> None:
        card = self._answered(self._say("I went to see them on Monday and it was loud"))
        card = self._answered(self._tap("No child", card))
        for _ in range(MOST_ANSWERS):
            ends = self._end(card)
            card = self._answered(self._tap(ends, card) if ends else self._go_on(card))
            if ends and self._end(card) is None:
                return
        raise AssertionError(f"no end after {MOST_ANSWERS} answers:\n{card.text}")

    def _end(self, card: Shown) -> str | None:
        """Return the button that ends a reflection, where a card has one.

        It is asked anew where whom it can be shared with has changed.
        """
        labels = [button.label for button in card.buttons]
        if "Keep to myself" not in labels:
            return None
        return next((one for one in labels if one.startswith(self.ends_with)), "Keep to myself")

    def _go_on(self, card: Shown) -> Sent:
        """Answer a question; where it asks what words belong to, say that they answer it.

        It asks so where a kill kept it from learning that its question had been shown.
        """
        here = next((b.label for b in card.buttons if b.label.startswith(ANSWERS_HERE)), None)
        if here is None and card.button("Leave it out"):
            here = card.buttons[0].label
        return self._tap(here, card) if here else self._say("because nobody had slept")

    def say_much(self, texts: int) -> None:
        """Say so many texts without waiting for an answer."""
        for _ in range(texts):
            self._say("and it was loud")

    def _say(self, text: str) -> Sent:
        mark = f"zz{self.phone.chat_id}x{len(self.said)}zz"
        self.said.append(mark)
        return self._noted(self.phone.say(f"{mark} {text}"))

    def _tap(self, label: str, card: Shown) -> Sent:
        return self._noted(self.phone.tap(label, card, as_seen=True))

    def _noted(self, sent: Sent) -> Sent:
        assert sent.update_id is not None
        self.updates.append(sent.update_id)
        return sent

    def _answered(self, sent: Sent) -> Shown:
        """Return the answer: anything newer but the last card, which a kill may show again.

        What is told of something else may come at any moment.
        """
        before = self.last
        card = self.phone.wait_for(
            lambda m: m.text != before and not self.is_notice(m), PATIENCE, after=sent
        )
        self.last = card.text
        return card
