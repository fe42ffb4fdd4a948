"""What the regulator asks of social workers in England for the renewal of their registration."""

CPD_PIECES = 2
"""Pieces of continuing professional development a registration year, one with a peer reflection.

Social Work England, in force since 2021; the registration year ends on 30 November.
"""
