from practice.actions import says_nothing
from tests.each import each


@each("text", ["me", "Me.", "in six weeks", "by 4 December 2026", "1st of dec", "mum and me",
     "the health visitor",
     "asap", "As soon as possible", "as above", "n/a", "-", "...", "don\u2019t know", "tbc",
     "me, next week",
     "before Christmas"])  # fmt: skip
def test_who_or_when_alone_is_no_why_and_no_how(text: str) -> None:
    assert says_nothing(text)


@each("text", ["by phone", "so that she sleeps", "twice a week", "weekly", "every Friday with me",
     "home visit",
     "because mum asked", "I will ring the school", "she is scared", "to keep them safe",
     "in writing", "at school with him",
     "with an interpreter", "risk", "her attendance"])  # fmt: skip
def test_what_says_anything_counts(text: str) -> None:
    assert not says_nothing(text)
