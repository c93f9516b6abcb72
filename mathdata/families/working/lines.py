"""Whether a line of a working says a statement already, so that nothing is said twice."""


def concludes(line: str, statement: str) -> bool:
    """Whether a line ends in a statement, or is a longer chain with the same two ends.

    >>> concludes("48 * 4: 8 * 4 = 32, …, so 48 * 4 = 192", "48 * 4 = 192")
    True
    >>> concludes("3^4 = 9 * 9 = 81", "3^4 = 81"), concludes("9 * 9 = 81", "3^4 = 81")
    (True, False)
    """
    if line.endswith(statement):
        return True
    left, relation, right = statement.partition(" = ")
    return bool(relation) and line.startswith(f"{left} = ") and line.endswith(f" = {right}")
