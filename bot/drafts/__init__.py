"""The drafts a person can be in: a guide, a meeting, a reading; and what sending one stores."""
