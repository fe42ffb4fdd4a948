"""The lists behind the figures of the council's own files: which rows, what is shown, to whom."""
