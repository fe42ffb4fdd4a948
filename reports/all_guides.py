"""Every guide there is: those that ship, and the council's own."""

from datetime import datetime
from pathlib import Path

from prompts.council_guides import UsedVersion, with_council
from prompts.loader import Guides, shipped
from storage import guides as known_guides
from storage.session import Session, Store

FOLDER = "guides"
"""The folder of the council's own guides, in UNDERSTORY_DATA."""


def all_guides(store: Store, folder: Path) -> Guides:
    """Return the guides that ship with those of the council beside them; `folder` is its data's.

    What is wrong with one of the council's stands among the `faults`; it is left out.
    """
    with store.reading() as session:
        used = _used(session)
    return with_council(shipped(), folder / FOLDER, used)


def used_guides(session: Session) -> Guides:
    """Return the guides that ship, and every version of the council's that was used."""
    return with_council(shipped(), None, _used(session))


def note_guides(store: Store, guides: Guides, now: datetime) -> None:
    """Store the digest of each guide version that ships, before its first use.

    A council's own is stored when it is first used. Raises GuideChangedError where one was there
    before and reads differently now.
    """
    with store.writing() as session:
        for place, digest in guides.digests().items():
            if place not in guides.sources:
                known_guides.note(session, place, digest, now)


def _used(session: Session) -> list[UsedVersion]:
    return [UsedVersion(*one) for one in known_guides.of_council(session)]
