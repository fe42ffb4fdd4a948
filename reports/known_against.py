"""What is known against the council's own files, in a summary that is taken away as a file."""

from dataclasses import replace

from practice.calendar import london_day
from reports.data_quality import of_files
from reports.feeding import say
from reports.view import Doubt, Summary
from storage.measures import Session


def with_files(session: Session, summary: Summary) -> Summary:
    """Return a summary that says what the page of data quality says of each of the files."""
    known = of_files(session, london_day(summary.as_of))
    found = (
        Doubt(of.file, say("page.of_sort", sort=one.sort, what=one.what), one.count, one.sort)
        for of in known
        for one in of.doubts
    )
    return replace(summary, data_quality=(*summary.data_quality, *found))
