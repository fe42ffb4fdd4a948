"""Probabilistic record linkage: which rows name the same person, as proposals for people to judge.

The model is that of Fellegi I P, Sunter A B, "A theory for record linkage", JASA 1969;64:1183-1210.
Its weights come from the rows themselves, by expectation maximisation (Winkler W E, "Using the EM
algorithm for weight computation in the Fellegi-Sunter model of record linkage", 2000), with a
third class beside "same" and "unrelated", as in Larsen M D, Rubin D B, "Iterative automated record
linkage using mixture models", JASA 2001;96:32-41: another child of the same household.
"""
