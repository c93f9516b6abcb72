"""The shape of the house: which room may know which, what stands at the front door, what importing costs."""

import ast
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mathdata

PACKAGE = Path(mathdata.__file__).parent
FLOORS = (
    ("__main__",),
    ("cli",),
    ("made_to_order",),
    ("auditing", "corpus", "inspection", "asking"),
    ("engines",),
    ("manifest", "recipe"),
    ("pipeline",),
    ("conversion", "ledger"),
    ("outputs",),
    ("chain", "in_memory", "generation"),
    ("transforms",),
    ("sources",),
    ("augment", "translation"),
    ("firewall",),
    ("formats", "containers", "families", "verify", "tokens", "hub", "handover"),
    ("step",),
    ("numbers", "schema", "registry", "drawing", "inference"),
    ("wire",),
    ("mistakes",),
    ("errors", "model", "suggest", "text_bytes"),
    ("arrays",),
)
"""Rooms from the roof to the ground: each may import from the floors below its own."""
SISTERS = {("transforms", "families"), ("transforms", "verify"), ("transforms", "tokens")}


def modules() -> list[str]:
    """Every module of the package."""
    return ["mathdata", *(found.name for found in pkgutil.walk_packages([str(PACKAGE)], "mathdata."))]


def imports(module: str) -> Iterator[str]:
    """What a module imports of the package, at its top or inside of a function."""
    path = PACKAGE.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "mathdata")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mathdata":
            assert node.level == 0
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in ALL else node.module or "" for name in names)


ALL = set(modules())


def room(module: str) -> str:
    """The room that a module belongs to."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("module", sorted(ALL - {"mathdata"}))
def test_imports_point_down(module: str) -> None:
    """A room knows the rooms below it, not those above, and no sister."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    here = room(module)
    assert here in floor, f"say in FLOORS where {here!r} stands"
    for other in map(room, imports(module)):
        allowed = other == here or floor[other] > floor[here] or (here, other) in SISTERS
        assert allowed, f"{module} imports from {other}"


def test_no_module_imports_itself_in_a_circle() -> None:
    """Not even through others, not even inside of functions."""
    edges = {module: set(imports(module)) - {module, "mathdata"} for module in ALL - {"mathdata"}}
    while leaves := {module for module, others in edges.items() if not others & edges.keys()}:
        edges = {module: others for module, others in edges.items() if module not in leaves}
    assert not edges


def test_the_front_door_is_sorted_and_complete() -> None:
    """Every public name is listed once, in ruff's order (classes, then functions), and can be had."""
    assert mathdata.__all__ == sorted(set(mathdata.__all__), key=lambda name: (name[0].islower(), name.casefold()))
    for name in mathdata.__all__:
        assert getattr(mathdata, name).__name__ == name
    errors = importlib.import_module("mathdata.errors")
    raised = {name for name, value in vars(errors).items() if inspect.isclass(value)} - {"CannotSolve"}
    assert raised <= set(mathdata.__all__)
    assert dir(mathdata) == mathdata.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The front door does not answer to names that it does not list."""
    with pytest.raises(AttributeError, match="no attribute 'wirte'"):
        _ = mathdata.wirte


@pytest.mark.parametrize("line", ["import mathdata", "import mathdata.cli"])
def test_importing_is_cheap(line: str) -> None:
    """Neither the package nor its command line pulls in the heavy packages before they are used."""
    heavy = ("polars", "pyarrow", "datasets", "sympy", "pandas", "pydantic", "jieba", "numpy", "rich.progress")
    program = f"import sys; {line}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "parquet"])
@pytest.mark.parametrize("options", [[], ["--dedup", "--classify", "--sample", "10", "--by", "category"]])
def test_converting_is_cheap(suffix: str, options: list[str], tmp_path: Path) -> None:
    """No conversion pulls in what takes as long to import as a small job takes."""
    heavy = ["datasets", "jieba", "numpy.ma", "pandas", "sympy", "torch"]
    heavy += ["pyarrow.compute", "pyarrow.parquet", "ssl"] if suffix != "parquet" else []
    source = PACKAGE.parent / "fixtures" / "contest.jsonl"
    first, second = tmp_path / f"first.{suffix}", tmp_path / f"second.{suffix}"
    program = (
        "import sys; from mathdata.cli import app;"
        f" app(['convert', {str(source)!r}, '-o', {str(first)!r}, '--quiet'], standalone_mode=False);"
        f" app(['convert', {str(first)!r}, '-o', {str(second)!r}, '--quiet', *{options}], standalone_mode=False);"
        f" print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", sorted(ALL))
def test_everything_public_is_described(module: str) -> None:
    """Each public module, class, method and function has a docstring."""
    path = PACKAGE.joinpath(*module.split(".")[1:])
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{module} has no docstring"
    bare = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert not bare


def public(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    """Public definitions, with the public methods of public classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{prefix}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")
