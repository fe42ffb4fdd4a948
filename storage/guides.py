"""Guide versions in use: their digests, and a council's own as they were when first used."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.errors import GuideChangedError
from storage.tables import GuideVersion


def note(
    session: Session, place: tuple[str, int], digest: str, at: datetime, source: str | None = None
) -> None:
    """Remember the digest of a guide version in use (its name and number).

    `source` is a council's own version itself. Raises GuideChangedError where it was used before
    and reads differently now.
    """
    name, version = place
    found = session.get(GuideVersion, place)
    if found is None:
        session.add(
            GuideVersion(
                guide=name, version=version, digest=digest, source=source, first_used_at=at
            )
        )
    elif found.digest != digest:
        raise GuideChangedError(f"{name} version {version} was used before and reads otherwise now")


def of_council(session: Session) -> list[tuple[str, int, str]]:
    """Return each version of a council's own guides that was used: its name, number and source."""
    found = select(GuideVersion).where(col(GuideVersion.source).is_not(None))
    rows = session.exec(found.order_by(GuideVersion.guide, col(GuideVersion.version)))
    return [(row.guide, row.version, row.source or "") for row in rows]
