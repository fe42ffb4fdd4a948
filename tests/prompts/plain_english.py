"""What plain English is here: short sentences, no exclamation mark, none of the banned words."""

import re

LONGEST_SENTENCE = 24
BANNED = re.compile(
    r"\b(please|oops|invalid|successfully|simply|great|well done|excellent|awesome|sorry)\b", re.I
)
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text: ended by . ? : or a new line."""
    return [part for part in re.split(r"(?<=[.?:])\s+|\n+", text) if part.strip()]


def words(text: str) -> list[str]:
    return re.findall(r"[\w'\u2019/-]+", text)


def faults_of(text: str) -> list[str]:
    """Return what is not plain about a text; nothing for a plain one."""
    faults = [f"too long: {s}" for s in sentences(text) if len(words(s)) > LONGEST_SENTENCE]
    if "!" in text:
        faults.append("exclamation mark")
    faults += [f"banned word: {found.group()}" for found in BANNED.finditer(text)]
    faults += [f"emoji: {found.group()}" for found in EMOJI.finditer(text)]
    return faults
