"""One process of several that start at once: `python -m tests.storage.starting URL NAME`.

It says when it stands ready, and goes when told.
"""

import sys

from storage.cipher import Cipher
from storage.migrate import bring_up_to_date
from storage.session import Store
from storage.tables import Team

if __name__ == "__main__":
    url, key, name = sys.argv[1:]
    store = Store(url, Cipher(bytes.fromhex(key)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    bring_up_to_date(store)
    with store.writing() as session:
        session.add(Team(name=name))
    store.close()
