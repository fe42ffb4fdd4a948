"""/group: one child that somebody brought to a group, written down by who supervises them."""

from bot.conversations import alone, draft, group, router
from bot.names import full_names
from bot.update import UpdateContext, command_button
from prompts.phrases import phrase
from storage import drafts, people
from storage.tables import Person


def run(update: UpdateContext, person_id: str) -> None:
    """Go on with what that person brought, or open it; without a person, ask who brings a child."""
    supervisees = people.supervisees(update.session, update.person.id, update.today)
    chosen = next((one for one in supervisees if one.id == person_id), None)
    if chosen is not None:
        _open(update, chosen)
    elif person_id or not supervisees:
        update.say(phrase("group.not_yours"))
    else:
        names = full_names(supervisees)
        buttons = [[command_button(names[one.id], "group", one.id)] for one in supervisees]
        update.say(phrase("group.who"), *buttons)


def _open(update: UpdateContext, practitioner: Person) -> None:
    for row in drafts.unfinished(update.session, update.person.id):
        if row.guide == group.GUIDE:
            begun = draft.load(update, row)
            if begun.conversation.state.context.get("practitioner_id") == practitioner.id:
                router.resume(update, begun)
                return
    context = group.opening(update, practitioner)
    if context is None:
        update.say(phrase("group.no_children", name=practitioner.name))
        return
    alone.open_about(update, group.GUIDE, None, context)
