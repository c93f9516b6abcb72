"""The options of tokens as flags of `mathdata convert` and `mathdata preview`."""

from typing import TYPE_CHECKING, Annotated, Any

from mathdata.cli.help import token_option

if TYPE_CHECKING:
    from mathdata.tokens.options import TokenOptions

Tokenizer = Annotated[
    str | None, token_option(metavar="DIR", help="Write tokens, by the Hugging Face tokenizer in this folder.")
]
Template = Annotated[
    str | None, token_option(metavar="NAME", help="Chat template; the tokenizer's own if left out; with --tokenizer.")
]
Variable = Annotated[
    list[str] | None, token_option("--variable", metavar="NAME=VALUE", help="Variable of the tokenizer's own template.")
]
DefaultSystem = Annotated[
    bool, token_option("--default-system", help="Give rows without a system message the template's known one (vicuna).")
]
Bos = Annotated[bool | None, token_option("--bos/--no-bos", help="Begin rows with the tokenizer's first token.")]
ControlText = Annotated[
    str | None, token_option(metavar="reject|keep", help="What happens to text that spells a control token.")
]
SeqLength = Annotated[int | None, token_option(metavar="N", help="The most tokens of a row.")]
PlusOne = Annotated[bool, token_option("--plus-one", help="Rows of one token more, for MindFormers.")]
OverLong = Annotated[str | None, token_option(metavar="reject|truncate", help="What happens to longer rows.")]
Pad = Annotated[
    bool | None, token_option("--pad/--no-pad", help="Fill rows up to --seq-length; done for MindRecord if left out.")
]
PadToken = Annotated[str | None, token_option(metavar="TOKEN", help="Token to fill with; the tokenizer's if left out.")]
Pack = Annotated[
    str | None, token_option(metavar="best_fit|sequential", help="Put several records into a row of --seq-length.")
]
KeepOrder = Annotated[bool, token_option("--keep-order", help="Pack the records in their order, not shuffled.")]
PackMultipleOf = Annotated[int, token_option(min=1, metavar="N", help="Make a multiple of N packed rows.")]
Prompt = Annotated[str | None, token_option(metavar="FILE", help="Write the exact prompt of inference.")]


def token_options(tokenizer: str | None, **flags: Any) -> "TokenOptions | None":
    """The options of tokens that the flags ask for; null where no tokenizer is named.

    Raises:
        OptionError: if flags need a tokenizer that is not there.
    """
    from mathdata.errors import OptionError
    from mathdata.tokens.options import TokenOptions

    options = {name: value for name, value in flags.items() if value not in (None, False, [])}
    for name in ("bos", "pad"):  # where false is not the same as left out
        if flags.get(name) is False:
            options[name] = False
    if options.pop("multiple_of", 1) != 1:
        options["multiple_of"] = flags["multiple_of"]
    if flags.get("keep_order"):
        options["shuffle"] = not options.pop("keep_order")
    if tokenizer is None:
        if options:
            asked = f"--{next(iter(options)).replace('_', '-')}"
            raise OptionError(f"{asked} is for tokens, but --tokenizer DIR is missing")
        return None
    options["variables"] = _variables(options.pop("variable", []))
    return TokenOptions(tokenizer=tokenizer, **options)


def _variables(pairs: list[str]) -> dict[str, Any]:
    """Variables with the values that YAML reads in them."""
    import yaml

    from mathdata.cli.options import parse_map

    return {name: yaml.safe_load(value) for name, value in parse_map(pairs, "--variable").items()}
