"""`python -m tests.stories FOLDER STORY SEED` writes a council's files; alone, prints the power."""

import csv
import sys
from pathlib import Path

from tests.stories.ideal import LOOKED_AT, conversion
from tests.stories.invented import COLUMNS, made
from tests.stories.planted import Story, power


def write(folder: Path, story: Story, seed: int) -> None:
    """Write one CSV file a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in made(story, seed).rows.items():
        with (folder / f"{kind}.csv").open("w", newline="", encoding="utf-8") as out:
            lines = csv.DictWriter(out, COLUMNS[kind].split())
            lines.writeheader()
            lines.writerows(rows)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        write(Path(sys.argv[1]), Story(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.stdout.writelines(f"{story:18} {share:.3f}\n" for story, share in power().items())
        sys.stdout.write(f"an ideal test among {LOOKED_AT} series, of {Story.CONVERSION}:\n")
        sys.stdout.writelines(f"{how:18} {share:.3f}\n" for how, share in conversion().items())
