"""Other ways to read a side: those that excuse it, and those that explain what went wrong."""

from collections.abc import Callable

from mathdata.verify.tree import Call, Constant, Negation, Node, Number, Operation, Root, numbers, shown, walk


def with_bracketed_bases(node: Node) -> Node | None:
    """The tree with `-3^2` read as `(-3)^2`; None where no power has a sign before it."""
    changed = _rewrite(node, _bracket_base)
    return changed if changed is not node else None


def calculator_percent(node: Node) -> Node | None:
    """The tree with `50 + 20%` read as on a pocket calculator, 50 · 120 %; None where it has no such sum."""
    changed = _rewrite(node, _percent_of_the_left)
    return changed if changed is not node else None


def has_quotient(node: Node) -> bool:
    """Whether a division or a percent sign makes the side a share of something."""
    return any(
        (isinstance(here, Operation) and here.sign == "/") or (isinstance(here, Number) and here.percent)
        for here in walk(node)
    )


def loose_ends(left: Node, right: Node) -> str:
    """Why a quantity on the left may be defined, not computed: `1 box = 12 pens`, `$15/hour = 15 * 7`."""
    one, other = shown(left), shown(right)
    if one is not None and (one.label or one.unit or (one.percent and other is None)):
        return "a quantity with a unit is set equal, which may define it"
    if _is_share(left) and any(number.unit or number.label for number in numbers(right)):
        return "a share may be set equal to what it amounts to"
    if one is not None and other is not None and not one.places and not other.places:
        return "two counted things are set equal" if other.label or other.unit else ""
    return _letters(left, right)


def _is_share(node: Node) -> bool:
    """`3/4`, without any unit."""
    if not isinstance(node, Operation) or node.sign != "/":
        return False
    top, bottom = node.left, node.right
    plain = all(isinstance(n, Number) and not n.unit and not n.label and n.places == 0 for n in (top, bottom))
    return plain and isinstance(top, Number) and isinstance(bottom, Number) and 0 < top.value < bottom.value


def _letters(left: Node, right: Node) -> str:
    """A bare letter such as `m` may be a variable, unless every number carries one."""
    found = numbers(left) + numbers(right)
    letters = [n for n in found if n.unit is not None and n.unit.doubtful]
    return "a letter may be a unit or a variable" if letters and len(letters) < len(found) else ""


def _rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied everywhere; the same object if nothing changed."""
    if isinstance(node, (Number, Call, Constant)):
        return node
    if isinstance(node, Negation):
        inner = _rewrite(node.operand, change)
        return change(node if inner is node.operand else node._replace(operand=inner))
    if isinstance(node, Root):
        inner = _rewrite(node.radicand, change)
        return node if inner is node.radicand else node._replace(radicand=inner)
    return _rewrite_spine(node, change)


def _rewrite_spine(node: Operation, change: Callable[[Node], Node]) -> Node:
    """A long sum leans left: go down its spine in a loop, not in calls."""
    spine: list[Operation] = []
    first: Node = node
    while isinstance(first, Operation):
        spine.append(first)
        first = first.left
    changed = _rewrite(first, change)
    for operation in reversed(spine):
        right = _rewrite(operation.right, change)
        same = changed is operation.left and right is operation.right
        changed = change(operation if same else Operation(operation.sign, changed, right))
    return changed


def _bracket_base(node: Node) -> Node:
    if isinstance(node, Negation) and isinstance(node.operand, Operation) and node.operand.sign == "^":
        return Operation("^", Negation(node.operand.left, node.start), node.operand.right)
    return node


def _percent_of_the_left(node: Node) -> Node:
    if isinstance(node, Operation) and node.sign in "+-" and isinstance(node.right, Number) and node.right.percent:
        left = shown(node.left)
        if left is None or not left.percent:
            return Operation(node.sign, node.left, Operation("*", node.left, node.right))
    return node
