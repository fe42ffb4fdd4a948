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


def grade(texts: list[str]) -> float:
    """Return the school grade that reads the texts, as Flesch and Kincaid count it."""
    said = [sentence for text in texts for sentence in sentences(text)]
    spoken = [word for sentence in said for word in words(sentence)]
    syllables = sum(_syllables(word) for word in spoken)
    return 0.39 * len(spoken) / len(said) + 11.8 * syllables / len(spoken) - 15.59


def _syllables(word: str) -> int:
    vowels = len(re.findall(r"[aeiouy]+", word.casefold()))
    silent = word.casefold().endswith("e") and not word.casefold().endswith("le")
    return max(vowels - silent if vowels > 1 else vowels, 1)
