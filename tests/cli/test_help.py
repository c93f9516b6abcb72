"""What the command line says of itself."""

from collections.abc import Callable
from importlib.metadata import version

from typer.testing import Result

LONGEST = 80
Cli = Callable[..., Result]


def test_the_list_of_commands_cuts_no_sentence_off(cli: Cli) -> None:
    """Each command is told in one line that ends with a full stop."""
    listed = cli("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert len(listed) == 11
    assert all(line.endswith(".") and not line.endswith("...") and len(line) <= LONGEST for line in listed)


def test_options_stand_under_headings(cli: Cli) -> None:
    """In the order of the work; what is true of every command comes last."""
    told = cli("convert", "--help").stdout
    headings = [line[:-1] for line in told.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == ["Arguments", "Input", "Output", "Rows that fail or are dropped", "Steps", "Tokens", "Options"]
    sections = dict(zip(headings, told.split("Arguments:\n")[1].split("\n\n"), strict=True))
    assert "  IN...  Files" in sections["Arguments"]
    assert "--from FORMAT" in sections["Input"]
    assert "--tokenizer DIR" in sections["Tokens"]
    assert "-h, --help" in sections["Options"]


def test_version(cli: Cli) -> None:
    """For reports of mistakes."""
    assert cli("--version").stdout == f"mathdata {version('mathdata')}\n"
