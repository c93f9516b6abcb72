"""Worked steps of the four operations, roots and powers: lines in which every relation is true.

A working is a list of lines. Each line is one or more true equations, with the words that say why; a line at
granularity `digit` needs one look-up in the tables of one-digit sums and products.
"""
