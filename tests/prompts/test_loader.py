"""Loading guides: a good file loads; a broken one says where, what and the remedy, all at once."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts.errors import BrokenGuideError, Fault, PromptsError
from prompts.loader import FOLDER, load_guides

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


def test_a_good_file_loads(tmp_path: Path) -> None:
    guides = load_guides(written(tmp_path, GOOD))
    assert guides.names() == ("visit",)
    assert guides.newest("visit").title == "A visit"
    assert [guide.version for guide in guides.every()] == [1]


def test_the_newest_of_two_versions_is_found_and_the_older_stays(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("version = 1", "version = 2"), "visit/2.toml")
    guides = load_guides(tmp_path)
    assert guides.newest("visit").version == 2
    assert guides.version("visit", 1).version == 1
    assert set(guides.digests()) == {("visit", 1), ("visit", 2)}


def test_the_tenth_version_is_newer_than_the_ninth(tmp_path: Path) -> None:
    for number in range(1, 11):
        text = GOOD.replace("version = 1", f"version = {number}")
        written(tmp_path, text, f"visit/{number}.toml")
    assert load_guides(tmp_path).newest("visit").version == 10


def test_an_unknown_guide_or_version_is_refused(tmp_path: Path) -> None:
    guides = load_guides(written(tmp_path, GOOD))
    with pytest.raises(PromptsError, match="no guide called luck"):
        guides.newest("luck")
    with pytest.raises(PromptsError, match="no version 7 of guide visit"):
        guides.version("visit", 7)


def digest(folder: Path, text: str) -> str:
    return load_guides(written(folder, text)).digests()["visit", 1]


def test_a_digest_follows_the_content_not_the_layout(tmp_path: Path) -> None:
    first = digest(tmp_path, GOOD)
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert digest(tmp_path, "# a comment\n" + GOOD.replace("minutes = 5", "minutes  =  5")) == first
    assert digest(tmp_path, GOOD.replace("What happened?", "What was said?")) != first


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
    ('ask = "What happened?"', 'ask = "{due}"', "story", "holds {due}, which is not known"),
    ('ask = "What happened?"', f'ask = "{"long " * 210}"', "story", "longer than 1000"),
    ('kind = "note"', 'kind = "poem"', "hello", "`kind` is not one of its values"),
    ('kind = "note"', 'kind = "note"\nshort = "x"', "hello", "`short` stands on a note"),
    ('example = "home"', "", "where", "has no `example`"),
    ('label = "At home"', f'label = "{"home " * 7}"', "where", "longer than 30 characters"),
    ('label = "Somewhere else"', 'label = "at home"', "where", "two options have the label"),
    ('value = "away", ', 'value = "home", ', "where", "two options have the value"),
    (', { value = "away", label = "Somewhere else" }', "", "where", "fewer than 2 options"),
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


def test_a_guide_of_notes_alone_is_refused(tmp_path: Path) -> None:
    head = GOOD[: GOOD.index('[[part.question]]\nid = "story"')]
    assert faults_of(written(tmp_path, head))[0].what == "the guide asks nothing"


def test_all_faults_of_all_files_come_together(tmp_path: Path) -> None:
    text = GOOD.replace("minutes = 5", "minutes = 0").replace('example = "home"', "")
    written(tmp_path, text)
    written(tmp_path, "name =", "call/1.toml")
    with pytest.raises(BrokenGuideError) as broken:
        load_guides(tmp_path)
    assert str(broken.value) == (
        "call/1.toml: this is not TOML: Invalid value (at end of document). "
        "Mend it: quotes around texts, one key a line, the same key only once.\n"
        "visit/1.toml, question where: a question of kind choice has no `example`. "
        "Add an answer as people would type it.\n"
        "visit/1.toml: `minutes` is below 1. Say how long it takes."
    )


def test_a_missing_version_is_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("version = 1", "version = 3"), "visit/3.toml")
    assert [fault.what for fault in faults_of(tmp_path)] == ["the versions are 1, 3, not 1 to 2"]


def test_a_file_that_is_not_named_by_its_version_is_refused(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, GOOD, "visit/draft.toml"))
    assert "the file is called draft.toml, but its version is 1" in [f.what for f in faults]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD) / "visit" / "1.toml"
    path.write_bytes(GOOD.replace("A visit", "Café").encode("latin-1"))
    assert "the file cannot be read" in faults_of(tmp_path)[0].what


def test_a_folder_without_guides_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path)[0].what == "no guide is there"


def test_other_files_in_the_folders_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, "notes to myself", "visit/ideas.txt")
    assert load_guides(tmp_path).names() == ("visit",)


SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*/*.toml"))]
PIECES = [
    *"\"={}[]'( é",
    *("\n", "\x00", "0", "-1", "true", "2026-10-01", "1e400", "x = 1\n", "kind = 3\n"),
    *("[[part]]", "[[probe]]\n", "[[part.question]]\n", "when = 'a == 1'\n"),
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([GOOD, *SHIPPED]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        text = text[:start] + draw(st.sampled_from(["", text[start:end] * 2, *PIECES])) + text[end:]
    return text


@st.composite
def lines_moved(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from([GOOD, *SHIPPED])).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 5))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        if draw(st.booleans()):
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines)


def faults_if_broken(folder: Path) -> list[Fault]:
    try:
        load_guides(folder)
    except BrokenGuideError as broken:
        return broken.faults
    return []


@given(mutated() | lines_moved())
@settings(deadline=None)
def test_any_change_to_a_good_file_loads_or_is_refused_as_broken(text: str) -> None:
    with TemporaryDirectory() as folder:
        faults = faults_if_broken(written(Path(folder), text))
    assert all(fault.what and fault.remedy and fault.file for fault in faults)
