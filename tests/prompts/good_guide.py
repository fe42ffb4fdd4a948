"""A guide without a fault, to be broken, and the folder it is written to."""

from pathlib import Path

import pytest

from prompts.errors import BrokenGuideError, Fault
from prompts.loader import load_guides

GOOD = """
name = "visit"
version = 1
title = "A visit"
minutes = 5
who = ["supervisor"]
ends = "meeting"
names = ["practitioner", "last_action_count"]

[[part]]
id = "first"
title = "The visit"

[[part.question]]
id = "hello"
kind = "note"
ask = "{practitioner} went."
when = "last_action_count == 0"

[[part.question]]
id = "story"
kind = "text"
ask = "What happened?"
check = "length(answer) > 3"
check_message = "Say a little more."

[[part.question]]
id = "where"
kind = "choice"
ask = "Where?"
example = "home"
options = [{ value = "home", label = "At home" }, { value = "away", label = "Somewhere else" }]

[[part.question]]
id = "place"
kind = "text"
ask = "Which place?"
when = 'where == "away"'

[[part.question]]
id = "near"
kind = "scale"
ask = "How near?"
example = "4"
low = "far"
high = "near"

[[part.question]]
id = "visits"
kind = "number"
ask = "How many visits?"
example = "3"
unit = "visits"
least = 0
most = 99

[[part]]
id = "second"
title = "What next"

[[part.question]]
id = "actions"
kind = "group"
ask = "What next?"
keeps = "actions"

[[part.question.fields]]
id = "what"
kind = "text"
ask = "What?"

[[part.question.fields]]
id = "why"
kind = "text"
ask = "Why?"
when = "length(what) > 0"

[[part.question.fields]]
id = "how"
kind = "text"
ask = "How?"

[[part.question.fields]]
id = "who"
kind = "person"
ask = "Who?"
example = "Priya"

[[part.question.fields]]
id = "by_when"
kind = "date"
ask = "By when?"
example = "27 March"

[[part.question]]
id = "answers"
kind = "group"
ask = "Last time's actions"
each = "last_actions"
keeps = "action answers"

[[part.question.fields]]
id = "answer"
kind = "choice"
ask = "{what}, by {due}?"
example = "done"
options = [
  { value = "done", label = "Done" },
  { value = "partly", label = "Partly" },
  { value = "not done", label = "Not done" },
  { value = "no longer needed", label = "No longer needed" },
]

[[part.question.fields]]
id = "difference"
kind = "text"
ask = "What difference?"

[[probe]]
id = "meaning"
title = "Meaning"
after = "story"
when = 'not shows("why") and length(story) > 0'
ask = "What may it mean?"
"""


def written(folder: Path, text: str, name: str = "visit/1.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(BrokenGuideError) as broken:
        load_guides(folder)
    return broken.value.faults
