"""How names sound, near enough to find those that were heard and not read: Soundex.

American Soundex after Russell and Odell (1918), but without padding, and with h and w as vowels.
"""

_GROUPS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556", "aeiouyhw")


def sound_of(name: str) -> str:
    """Return a name's initial and the groups of its next three consonants; other letters as is."""
    letters = name.replace(" ", "")
    if not letters.isascii():
        return letters
    coded = letters[1:].translate(_GROUPS)
    single = "".join(c for at, c in enumerate(coded) if at == 0 or c != coded[at - 1])
    return letters[:1] + single[:3]
