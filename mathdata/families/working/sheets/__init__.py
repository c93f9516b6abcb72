"""Worked steps of many problems at once: lines of one shape are set as sheets of short known pieces.

A row of `steps` is a hundred small texts that come again and again, such as `7 + 8 + 1 = 15 + 1 = 16`. They stand
in one table (`pieces`); which of them a row needs is arithmetic on whole numbers, done for all rows at once; and a
`Sheet` writes them behind one another. What is said stands only in the code that tells one problem: its sentences
are called here too, with marks where the numbers of one row would stand.
"""
