"""Read every text of the demo's council and keep what is found: `python -m tools.demo_readings`."""

import json

from bot.demo import readings
from bot.demo.council import invent
from bot.demo.running import DAY
from practice.evidence import READER_VERSION, look
from prompts.loader import shipped


def main() -> None:
    """Write bot/demo/readings.json anew."""
    found: dict[str, object] = {}

    def note(text: str) -> None:
        kept = look(text).as_json()
        del kept["reader"]
        found[readings.name_of(text)] = kept

    readings.known = note  # type: ignore[assignment]
    invent(shipped(), DAY)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found))
    whole = f'{{"reader": {json.dumps(READER_VERSION)}, "readings": {{\n{lines}\n}}}}\n'
    readings.FILE.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
