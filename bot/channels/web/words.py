"""The sentences of the pages, from templates/words.toml."""

from pathlib import Path

from prompts.phrases import Phrases

TEMPLATES = Path(__file__).parent / "templates"

_PAGES = Phrases(TEMPLATES, "words")
words, word_table = _PAGES.say, _PAGES.table
