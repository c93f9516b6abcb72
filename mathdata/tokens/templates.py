r"""Chat templates by name: what stands before and behind each turn, and how far the trained part of it reaches.

```text
vicuna   [system ]USER: 1+1=? ASSISTANT:【 2</s>】USER: …          【】 is trained, where its turn is
chatml   <|im_start|>assistant\n【2<|im_end|>】\n
llama3   <|start_header_id|>assistant<|end_header_id|>\n\n【2<|eot_id|>】
```

No template adds a system message by itself. `{eos}` is the tokenizer's own mark of the end.
"""

from collections.abc import Mapping

from pydantic import Field

from mathdata.errors import OptionError
from mathdata.model import Model
from mathdata.suggest import did_you_mean


class TurnStyle(Model):
    """What stands around the content of a turn: `head`, then `lead`, content and `end`, then `tail`."""

    head: str = ""
    """In front, never trained."""
    lead: str = ""
    """In front, and trained with the content: what the model writes before it."""
    end: str = ""
    """Behind, and trained with the content: the mark by which the model stops."""
    tail: str = ""
    """Behind, never trained."""


class Template(Model):
    """How a conversation is laid out as one text."""

    bos: bool = True
    """Whether rows begin with the tokenizer's first token, if it has one."""
    styles: dict[str, TurnStyle]
    """By role. `user+input` is a problem with an Alpaca `input`, written in place of `user` where it is there."""
    joint: str = ""
    """What stands between instruction and input in `user+input`."""
    one_round: bool = False
    """Whether there is no place for earlier rounds."""
    later_system: bool = False
    """Whether a system message may also stand in the middle."""
    default_system: str | None = None
    """The system message that the template is known for; used only where it is asked for."""


_VICUNA_SYSTEM = (
    "A chat between a curious user and an artificial intelligence assistant. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
)
_ALPACA = "Below is an instruction that describes a task{}. Write a response that appropriately completes the request."
_PAIRED = ", paired with an input that provides further context"
_ALPACA_HEAD, _ALPACA_TAIL = "\n\n### Instruction:\n", "\n\n### Response:"


def _marked(head: str, end: str, tail: str) -> dict[str, TurnStyle]:
    """Turns that all look alike, with `ROLE` in the head."""
    roles = ("system", "user", "assistant")
    return {role: TurnStyle(head=head.replace("ROLE", role), end=end, tail=tail) for role in roles}


_CHATML = _marked("<|im_start|>ROLE\n", "<|im_end|>", "\n")

TEMPLATES: Mapping[str, Template] = {
    "alpaca": Template(
        styles={
            "user": TurnStyle(head=_ALPACA.format("") + _ALPACA_HEAD, tail=_ALPACA_TAIL),
            "user+input": TurnStyle(head=_ALPACA.format(_PAIRED) + _ALPACA_HEAD, tail=_ALPACA_TAIL),
            "assistant": TurnStyle(end="{eos}"),
        },
        joint="\n\n### Input:\n",
        one_round=True,
    ),
    "chatml": Template(styles=_CHATML, bos=False, later_system=True),
    "internlm2": Template(styles=_CHATML, later_system=True),
    "llama3": Template(
        styles=_marked("<|start_header_id|>ROLE<|end_header_id|>\n\n", "<|eot_id|>", ""), later_system=True
    ),
    "phi3": Template(styles=_marked("<|ROLE|>\n", "<|end|>", "\n"), bos=False, later_system=True),
    "plain": Template(
        styles={
            "system": TurnStyle(tail="\n"), "user": TurnStyle(tail="\n"), "assistant": TurnStyle(end="{eos}"),
        },
    ),
    "vicuna": Template(
        styles={
            "system": TurnStyle(tail=" "),
            "user": TurnStyle(head="USER: ", tail=" "),
            # The space is the model's to write: its tokenizer glues it to the first word of the answer.
            "assistant": TurnStyle(head="ASSISTANT:", lead=" ", end="{eos}"),
        },
        default_system=_VICUNA_SYSTEM,
    ),
}  # fmt: skip
"""The templates that have a name."""


def named_template(name: str) -> Template:
    """A template by name.

    Raises:
        OptionError: if there is none.
    """
    if name not in TEMPLATES:
        raise OptionError(
            f"no template {name!r}{did_you_mean(name, TEMPLATES)}; there are {', '.join(TEMPLATES)}, and the "
            "tokenizer's own if none is named"
        )
    return TEMPLATES[name]


class Prompt(Model):
    """What the model is given at inference, so that it sees what it was trained on."""

    template: str
    """Name of the template, or `tokenizer` for the tokenizer's own."""
    row: str
    """A whole row as it is rendered, the trained part in 【】."""
    prompt: str
    """The text up to where the model begins, of the first record."""
    prompt_ids: list[int] = Field(default_factory=list)
    """The same as tokens."""
    stop: str | None
    """The mark by which the model stops."""
    stop_id: int | None
    """The same as a token."""
