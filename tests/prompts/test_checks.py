"""What is wrong with a guide: each fault says the file, the question, what and the remedy."""

import re
from pathlib import Path

import pytest

from prompts.loader import FOLDER
from tests.prompts.good_guide import GOOD, faults_of, written

BROKEN = [
    # old text, new text, question, what is said of it
    ("minutes = 5", "minutes = ", None, "not TOML.*line 5"),
    ("minutes = 5", "minutes = 5\nmood = 1", None, "no key `mood`"),
    ("minutes = 5", "minutes = 0", None, "`minutes` is below 1"),
    ("minutes = 5", 'minutes = "5"', None, "`minutes` is not a whole number"),
    ("minutes = 5", "minutes = 2026-10-01", None, "`minutes` is not a whole number"),
    ('title = "A visit"', "title = 2026-10-01", None, "`title` is not text"),
    ('title = "A visit"', "", None, "`title` is missing"),
    ('title = "A visit"', 'title = " "', None, "`title` is empty"),
    ('title = "A visit"', 'title = "{practitioner}"', None, "`title` holds {practitioner}"),
    ('title = "The visit"', 'title = ""', "part first", "`title` is empty"),
    ('who = ["supervisor"]', "who = []", None, "`who` names nobody"),
    ('who = ["supervisor"]', 'who = ["manager"]', None, "`who` is not one of its values"),
    ('ends = "meeting"', 'ends = "share"', "actions", "a reflection cannot keep"),
    ('"practitioner", ', '"practitioner", "weather", ', None, '"weather", which nothing fills in'),
    ('"practitioner", ', "", "hello", "holds {practitioner}, which is not known"),
    (', "last_action_count"', "", "hello", '"last_action_count", which is not known'),
    ('name = "visit"', 'name = "call"', None, 'in the folder visit, but its name is "call"'),
    ("version = 1", "version = 2", None, "called 1.toml, but its version is 2"),
    ('id = "second"', 'id = "first"', "first", 'the id "first" is used 2 times'),
    ('id = "near"', 'id = "story"', "story", 'the id "story" is used 2 times'),
    ('id = "meaning"', 'id = "story"', "story", 'the id "story" is used 2 times'),
    ('id = "why"', 'id = "what"', "actions", 'the id "what" is used 2 times'),
    ('id = "near"', 'id = "practitioner"', "practitioner", "stands for something else"),
    ('id = "how"', 'id = "story"', "actions.story", "stands for something else"),
    ('id = "near"', 'id = "Very near"', "Very near", "cannot be an id"),
    ('ask = "What happened?"', "", "story", "`ask` is missing"),
    ('ask = "What happened?"', 'ask = ""', "story", "`ask` is empty"),
    ('ask = "What happened?"', 'ask = "Who is {mum}?"', "story", "holds {mum}, which is not known"),
    ('ask = "What happened?"', 'ask = "{practitioner.name}"', "story", "braces that cannot be"),
    ('ask = "What happened?"', 'ask = "Half {open"', "story", "braces that cannot be read"),
    ('ask = "What happened?"', 'ask = "{practitioner:a|b}"', "story", "braces that cannot be"),
    ('ask = "What happened?"', 'ask = "{due}"', "story", "holds {due}, which is not known"),
    ('ask = "What happened?"', f'ask = "{"long " * 210}"', "story", "longer than 1000"),
    ('kind = "note"', 'kind = "poem"', "hello", "`kind` is not one of its values"),
    ('kind = "note"', 'kind = "note"\nshort = "x"', "hello", "`short` stands on a note"),
    ('example = "home"', "", "where", "has no `example`"),
    ('label = "At home"', f'label = "{"home " * 7}"', "where", "longer than 30 characters"),
    ('label = "Somewhere else"', 'label = "at home"', "where", "two options have the label"),
    ('value = "away", ', 'value = "home", ', "where", "two options have the value"),
    (', { value = "away", label = "Somewhere else" }', "", "where", "fewer than 2 options"),
    ('ask = "What happened?"', 'ask = "?"\napart = true', "story", "asks the view of one"),
    ('ask = "Where?"', 'ask = "?"\napart = true', "where", "`apart` stands on a choice"),
    ('ask = "Which place?"', 'ask = "?"\napart = true', "place", 'depends on the answer "where"'),
    ('ask = "What?"', 'ask = "?"\napart = true', "actions", "in a group without `each`"),
    ('kind = "note"', 'kind = "note"\nfamily = true', "hello", "`family` stands on a note"),
    ('ask = "What?"', 'ask = "?"\nfamily = true', "actions.what", "`family` stands in a group"),
    ('ask = "What next?"', 'ask = "?"\nanother = "More"', "actions", "`another` and no `add`"),
    ('ask = "What next?"', 'ask = "?"\nanother = "More"', "actions", "`another` needs a next"),
    ('ask = "Which place?"', 'ask = "?"\nlow = "a"', "place", "`low` stands on a text"),
    ('ask = "Which place?"', f'ask = "?"\nshort = "{"x" * 21}"', "place", "longer than 20"),
    ('low = "far"', "", "near", "does not word both ends"),
    ('unit = "visits"', "", "visits", "a number has no `unit`"),
    ("least = 0", "least = 100", "visits", "`least` is above `most`"),
    ("where == \"away\"", "where == \"afar\"", "place", "none of its options"),
    ("where == \"away\"", "place == \"x\"", "place", "not answered yet"),
    ("where == \"away\"", "near > 3", "place", "not answered yet"),
    ("where == \"away\"", "hello == 3", "place", "holds no answer of its own"),
    ("where == \"away\"", "luck == 3", "place", '"luck", which is not known'),
    ("where == \"away\"", "1 == 1", "place", "depends on no answer"),
    ("where == \"away\"", "().__class__", "place", "what conditions do not have"),
    ("where == \"away\"", "shows(\"luck\")", "place", "names no indicator"),
    ("where == \"away\"", "mentions(\"luck\", story)", "place", "names no list of words"),
    ("length(what) > 0", "length(by_when) > 0", "actions.why", "not answered yet"),
    ("length(answer) > 3", "length(answer) >", "story", "cannot be read as a condition"),
    ('check_message = "Say a little more."', "", "story", "go together"),
    ('keeps = "actions"', 'keeps = "luck"', "actions", "`keeps` is not one of its values"),
    ('keeps = "actions"', 'keeps = "outcomes"', "actions", 'needs a field "measure"'),
    ('keeps = "actions"', 'keeps = "action answers"', "actions", "does not fit its `each`"),
    ('keeps = "actions"', 'keeps = "action answers"', None, "kept by 2 questions"),
    ('keeps = "actions"', 'each = "luck"', "actions", "`each` names no list"),
    ('keeps = "actions"', 'each = "last_actions"\nadd = "More?"', "actions", "also has `add`"),
    ('keeps = "actions"', "at_most = 0", "actions", "`at_most` is out of reach"),
    ('id = "by_when"', 'id = "when_due"', "actions", 'needs a field "by_when" of kind date'),
    ('value = "partly"', 'value = "half"', "answers", "knows only its own values"),
    ('ask = "What?"', 'ask = "What?"\nmay_skip = false', "actions", "the first field cannot be"),
    ('ask = "How?"', 'ask = "How?"\nkeeps = "actions"', "actions.how", "a field of a group has"),
    ('kind = "person"', 'kind = "group"', "actions.who", "a group stands inside a group"),
    ('ask = "Why?"', 'ask = "Why?"\nshows = "luck"', "actions.why", "names no indicator"),
    ('ask = "Where?"', 'ask = "Where?"\nshows = "why"', "where", "`shows` stands on a choice"),
    ('ask = "Where?"', 'ask = "Where?"\njoins = "story"', "where", "`joins` stands on a choice"),
    ('after = "story"', 'after = "luck"', "meaning", "no question here, so it is never asked"),
    ('after = "story"', 'after = "hello"', "meaning", "a note, so it is never asked"),
    ('after = "story"', 'after = "actions"', "meaning", "a group, so it is never asked"),
    ("length(story) > 0", "length(place) > 0", "meaning", "not answered yet"),
    ("[[probe]]", "probes_at_most = 0\n[[probe]]", "answers.difference", "no key"),
    ('names = ["p', 'probes_at_most = 0\nnames = ["p', None, "lets none be asked"),
    ('names = ["p', 'probes_each = 0\nnames = ["p', None, "cannot be that low"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "question", "said"), BROKEN)
def test_a_broken_guide_says_where_what_and_the_remedy(
    tmp_path: Path, old: str, new: str, question: str | None, said: str
) -> None:
    assert old in GOOD
    faults = faults_of(written(tmp_path, GOOD.replace(old, new, 1)))
    found = [fault for fault in faults if re.search(said, fault.what)]
    assert found, [str(fault) for fault in faults]
    assert found[0].question == question
    assert found[0].file == "visit/1.toml"
    assert found[0].remedy
    assert not found[0].remedy.endswith(".")


CHILD = """
[[part.question]]
id = "child"
kind = "child"
ask = "Which child?"
example = "CH-0417"
joins = "{joins}"

[[part]]
id = "second"
"""


@pytest.mark.parametrize("joins", ["luck", "near", "child"])
def test_words_join_only_an_earlier_text(tmp_path: Path, joins: str) -> None:
    text = GOOD.replace('\n[[part]]\nid = "second"\n', CHILD.replace("{joins}", joins))
    assert "no earlier text question" in faults_of(written(tmp_path, text))[0].what


def test_a_group_without_fields_is_refused(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[[part.question.fields]]")]
    assert any("has no `fields`" in fault.what for fault in faults_of(written(tmp_path, text)))


def test_more_options_than_fit_a_phone_are_refused(tmp_path: Path) -> None:
    more = ", ".join(f'{{ value = "v{n}", label = "Label {n}" }}' for n in range(8))
    text = GOOD.replace('{ value = "home"', f'{more}, {{ value = "home"')
    assert faults_of(written(tmp_path, text))[0].what == "there are 10 options"


@pytest.mark.parametrize("old", ['id = "depth_words"', 'may_skip = false\n\n[[part]]\nid = "next"'])
def test_an_audit_that_could_not_be_sent_is_refused(tmp_path: Path, old: str) -> None:
    text = (FOLDER / "practice-audit" / "1.toml").read_text(encoding="utf-8")
    new = 'id = "other_words"' if old.startswith("id") else '\n[[part]]\nid = "next"'
    faults = faults_of(written(tmp_path, text.replace(old, new), name="practice-audit/1.toml"))
    assert [fault.what for fault in faults] == [
        "an audit does not always ask for the words that show the depth"
    ]


def test_a_guide_of_notes_alone_is_refused(tmp_path: Path) -> None:
    head = GOOD[: GOOD.index('[[part.question]]\nid = "story"')]
    assert faults_of(written(tmp_path, head))[0].what == "the guide asks nothing"
