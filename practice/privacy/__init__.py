"""What in a text leads to somebody: names, numbers, addresses and days of birth. Pure.

A text is read as people type on a phone: dictated, in small letters, misspelt. Nothing is changed
and nothing refused: whoever asks decides what to do with a place that was found.
"""

from practice.privacy.finding import find, kinds_in
from practice.privacy.found import Found, Kind

__all__ = ["Found", "Kind", "find", "kinds_in"]
