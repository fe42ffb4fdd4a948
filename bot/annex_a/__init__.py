"""Annex A: the workbook that every English council can produce for inspectors, lists 1 to 8."""
