"""A quiet word to who types what leads to somebody where it passes other people's servers.

What was typed is kept as it would have been: nothing is refused. The word says what it looks like,
never what it was nor which child it means, and comes once a day.
"""

from bot.update import UpdateContext
from practice.privacy import kinds_in
from prompts.kinds import named_together
from prompts.phrases import phrase, phrases
from prompts.urgent_words import may_be_urgent
from storage import children, seen


def mention(update: UpdateContext) -> None:
    """Say above the answer what in a message leads to somebody, where it was not said today.

    Nothing is said on a channel of the council's own, of a command, or beside the duty number: who
    is worried about tonight must read that first.
    """
    incoming, words = update.incoming, update.incoming.text
    if incoming.stays_here or not words or words.startswith("/"):
        return
    if may_be_urgent(words) or any(reply.urgent for reply in update.replies):
        return
    kinds = kinds_in(words, lambda: _names_near(update))
    if kinds and _is_first_today(update):
        called = phrases("identifiers.kinds")
        what = named_together([called[kind.name.lower()] for kind in kinds])
        channel = incoming.channel.capitalize()
        update.lead(phrase("identifiers.notice", what=what, channel=channel))


def _names_near(update: UpdateContext) -> list[str]:
    # Of the children near the person alone: a colleague's name stands in many a message.
    return children.names_near(update.session, update.person.id, update.today)


def _is_first_today(update: UpdateContext) -> bool:
    return seen.first_sight(
        update.session,
        update.incoming.channel,
        f"identifiers {update.person.id} {update.today.isoformat()}",
        person_id=update.person.id,
        said=None,
        at=update.now,
    )
