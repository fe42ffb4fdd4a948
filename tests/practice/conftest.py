from hypothesis import settings

# No time limits: a busy machine is no fault of the rule under test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
