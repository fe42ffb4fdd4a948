"""Makes and measures the model that reads texts: `python -m tools.reader --help`."""

import argparse
from pathlib import Path

from tools.reader.labelling import agreement, first_reading, second_reading, write_texts
from tools.reader.texts import TEXTS, labelled_texts


def main() -> None:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m tools.reader", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    agree = commands.add_parser("agree", help="how far two blind readings agree; adds the texts")
    agree.add_argument("first", type=Path)
    agree.add_argument("second", type=Path)
    measure = commands.add_parser("measure", help="on authors left out; writes bars and rates")
    measure.add_argument("--apart", help="only these authors' letters left out, not all in turn")
    commands.add_parser("train", help="on all texts; writes the linear model, keeps the tagger")
    commands.add_parser("left-out", help="keeps what models find that met no such author")
    commands.add_parser("export", help="writes the kept tagger as the program loads it")
    chosen = parser.parse_args()
    run = {
        "agree": _agree,
        "measure": _measure,
        "train": _train,
        "left-out": _left_out,
        "export": _export,
    }
    run[chosen.command](chosen)


def _agree(chosen: argparse.Namespace) -> None:
    first = first_reading(chosen.first)
    second = second_reading(chosen.second, first)
    for found in agreement(first, second):
        print(f"{found.indicator:24} kappa {found.kappa:.2f}  differ: {' '.join(found.differ)}")
    write_texts(first, second, TEXTS)


def _measure(chosen: argparse.Namespace) -> None:
    from tools.reader import measure  # noqa: PLC0415 - torch is needed for this alone

    measure.run(labelled_texts(), chosen.apart)


def _train(_: argparse.Namespace) -> None:
    from tools.reader import linear, tagger, training  # noqa: PLC0415 - as above

    texts = labelled_texts()
    linear.write(linear.train(texts))
    tagger.keep(training.train(texts))


def _left_out(_: argparse.Namespace) -> None:
    from tools.reader import left_out  # noqa: PLC0415 - as above

    left_out.write(labelled_texts())


def _export(_: argparse.Namespace) -> None:
    from tools.reader import digests, export, tagger  # noqa: PLC0415 - as above

    export.write(tagger.kept())
    digests.write()


if __name__ == "__main__":
    main()
