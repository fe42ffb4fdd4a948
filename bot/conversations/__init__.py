"""The conversations a person can be in, and what sending one stores."""
