"""A council's own guides, written for a test."""

from pathlib import Path

from prompts.loader import FOLDER, shipped

VISIT = """
name = "first-visit"
version = 101
title = "A first visit"
minutes = 3
who = ["practitioner"]
ends = "share"

[[part]]
id = "child"
title = "The child"

[[part.question]]
id = "words"
kind = "text"
ask = "What did the child say or do?"

[[part.question]]
id = "seen"
kind = "choice"
ask = "Were you alone with the child?"
example = "yes"
options = [{ value = "yes", label = "Yes" }, { value = "no", label = "No" }]
"""

NEWEST = shipped().newest("quick-reflection").version
"""The version of a reflection that ships and is asked."""
REFLECTION = (
    (FOLDER / "quick-reflection" / f"{NEWEST}.toml")
    .read_text(encoding="utf-8")
    .replace(f"version = {NEWEST}", "version = 101")
    .replace("What happened? Write", "What was it like? Write")
)


def put(folder: Path, text: str, file: str = "first-visit/101.toml") -> Path:
    """Write a guide into a council's folder and return the folder."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder
