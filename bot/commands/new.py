"""/new: a reflection."""

from bot.conversations import called, draft, reflection
from bot.update import UpdateContext, command_button
from prompts.phrases import phrase
from prompts.text import spoken, story_in


def run(update: UpdateContext, words: str) -> None:
    """Save the current draft for later and open a reflection, begun by the words that followed.

    Where the council has reflections of its own, it is asked which, unless words say it.
    """
    offered = reflection.offered(update)
    named = next((o for o in offered if spoken(words) in {o.name, spoken(o.title)}), None)
    story = story_in(words) or called.by_reference(update, words)
    if named is None and story is None and len(offered) > 1:
        buttons = [[command_button(one.title, "new", one.name)] for one in offered]
        update.say(phrase("reflection.which"), *buttons)
        return
    draft.leave_current(update)
    if named is not None:
        reflection.begin(update, guide=named.name)
    else:
        reflection.begin(update, story)
