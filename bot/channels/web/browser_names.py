"""What a person knows a browser by, from what it says of itself (the User-Agent header)."""

# The first that is named wins: most browsers name those they descend from, too.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
             ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrom", "Chrome"),
             ("CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"),
            ("Windows", "Windows"), ("Mac OS", "a Mac"), ("CrOS", "a Chromebook"),
            ("Linux", "Linux"))  # fmt: skip


def browser_name(user_agent: str) -> str:
    """Return "Firefox on Windows"; "A browser" for one that is not known.

    Only names from this module: what the header says is anybody's to write.
    """
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
