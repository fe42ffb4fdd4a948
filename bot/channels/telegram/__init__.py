"""The Telegram channel: python-telegram-bot's one door."""

import logging
import os

# Without it python-telegram-bot 22.8 warns each time it is told to wait; the form that this asks
# for will be the only one.
os.environ.setdefault("PTB_TIMEDELTA", "1")
# Its own log repeats what it received where that cannot be read, answers and all. What goes wrong
# is raised as well, and logged by this program without its words.
logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
