"""The question which child, or children, a draft is about: what is found, shown and answered."""
