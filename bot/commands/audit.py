"""/audit: a record drawn by lot is read for its practice."""

from bot.conversations import alone, audit, draft, router
from bot.update import UpdateContext
from prompts.phrases import phrase
from storage import audits, drafts


def run(update: UpdateContext, argument: str) -> None:
    """Go on with the audit that was begun, or draw a record for one; nobody names the record."""
    if argument or not audit.may_draw(update):
        update.say(phrase("audit.not_yours"))
        return
    for row in drafts.unfinished(update.session, update.person.id):
        if row.guide == audit.GUIDE:
            router.resume(update, draft.load(update, row))
            return
    drawn = audit.draw(update)
    if drawn is None:
        update.say(phrase("audit.none"))
        return
    audit.say_what_was_drawn(update, drawn)
    opened = alone.open_about(update, audit.GUIDE, None, audit.opening(update, drawn))
    audits.note(update.session, opened.id, drawn, update.person.id, update.now)
