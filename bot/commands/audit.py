"""/audit: what a lot draws is read for its practice: a record, a plan, an assessment, an ending."""

from bot.conversations import alone, audit, draft, router
from bot.update import UpdateContext, command_button
from prompts.phrases import phrase
from storage import audits, drafts
from storage.audits import Form


def run(update: UpdateContext, guide: str) -> None:
    """Go on with the audit that was begun, or draw for one; nobody names what is drawn.

    `guide` says what is audited; without it, ask.
    """
    form = next((one for one in audit.FORMS if one.guide == guide), None)
    if (guide and form is None) or not audit.may_draw(update):
        update.say(phrase("audit.not_yours"))
        return
    for row in drafts.unfinished(update.session, update.person.id):
        if row.guide in audit.GUIDES:
            router.resume(update, draft.load(update, row))
            return
    if form is None:
        buttons = [command_button(_label(one), "audit", one.guide) for one in audit.FORMS]
        update.say(phrase("audit.which"), *([one] for one in buttons))
        return
    _draw(update, form)


def _label(form: Form) -> str:
    return phrase(f"audit.forms.{form.among}")


def _draw(update: UpdateContext, form: Form) -> None:
    drawn = audit.draw(update, form)
    if drawn is None:
        update.say(phrase(f"audit.none.{form.among}"))
        return
    audit.say_what_was_drawn(update, form, drawn)
    opened = alone.open_about(update, form.guide, None, audit.opening(update, form, drawn))
    audits.note(update.session, opened.id, drawn, update.person.id, update.now, form.among.noun)
