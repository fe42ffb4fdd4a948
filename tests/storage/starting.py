"""One process of several that start at once: `python -m tests.storage.starting KEY NAME URL...`.

For each address it says when it stands ready, and goes when told.
"""

import sys

from storage.cipher import Cipher
from storage.migrate import bring_up_to_date
from storage.session import Store
from storage.tables import Team

if __name__ == "__main__":
    key, name, *urls = sys.argv[1:]
    for url in urls:
        store = Store(url, Cipher(bytes.fromhex(key)))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        bring_up_to_date(store)
        with store.writing() as session:
            session.add(Team(name=name))
        store.close()
