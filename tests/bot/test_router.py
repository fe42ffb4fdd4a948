"""Every effect that an engine can name is carried out."""

from bot.conversations import router
from prompts.effects import Effect


def test_every_effect_has_one_line_in_the_router() -> None:
    assert set(router.EFFECTS) == set(Effect.__subclasses__())
