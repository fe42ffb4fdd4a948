"""What a leaver left unsigned: whoever answers for it reads it, sends it on, or closes it."""

from bot.conversations import unsigned
from bot.update import UpdateContext
from prompts.phrases import phrase
from storage import records


def run(update: UpdateContext, argument: str) -> None:
    """List what the person answers for; show one of it; send it again; or close it with a reason.

    Only to who answers for it today, whoever sends its button.
    """
    if not argument:
        rows = unsigned.buttons(update)
        update.say(phrase("unsigned.which" if rows else "unsigned.nothing"), *rows)
        return
    held_id, _, way = argument.partition(":")
    held = records.supervision(update.session, held_id)
    parts = unsigned.parts_of(update, held) if held else []
    if held is None or not parts:
        update.say(phrase("agreement.not_yours"))
    elif way == "send":
        unsigned.send_again(update, held, parts)
    elif (why := unsigned.WHY.get(way.removeprefix("close:"))) is not None:
        unsigned.close(update, held, parts, why)
    elif way == "close":
        unsigned.ask_why(update, held)
    else:
        unsigned.show(update, held, parts)
