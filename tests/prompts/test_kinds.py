"""Every kind of question has its row, its phrase, its golden conversation and its line of docs."""

from pathlib import Path

from prompts.kinds import KINDS
from prompts.loader import FOLDER, load_guides
from prompts.phrases import phrases
from prompts.question import Kind
from tests.each import each

CONVERSATIONS = Path(__file__).parents[1] / "conversations"
PAGE = (FOLDER.parents[1] / "docs" / "guides.md").read_text(encoding="utf-8")


def test_every_kind_has_one_row() -> None:
    assert list(KINDS) == list(Kind)


@each("kind", Kind)
def test_an_answer_that_cannot_be_read_is_told_so(kind: Kind) -> None:
    assert (kind in phrases("errors.unclear")) == KINDS[kind].holds_answer


@each("kind", Kind)
def test_a_golden_conversation_asks_it(kind: Kind) -> None:
    guide = load_guides(CONVERSATIONS / "guides" / kind).newest("quick-reflection")
    asked = [question for _, question in guide.questions() if question.kind is kind]
    golden = (CONVERSATIONS / "golden" / f"kind_{kind}.txt").read_text(encoding="utf-8")
    assert golden.startswith(f"# guides {kind}\n")
    for question in asked[0].fields or asked:
        assert question.ask.replace("{supervisor}", "Sunil") in golden


@each("kind", Kind)
def test_the_page_on_guides_explains_it(kind: Kind) -> None:
    section = PAGE.split("\n## Kinds of question\n")[1].split("\n## ")[0]
    assert f"\n| `{kind}` | " in section
