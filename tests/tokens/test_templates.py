"""Texts and tokens of templates, beside `apply_chat_template` of the tokenizers themselves."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_tokenizers import CHAT_TEMPLATES, CHATML, PreTrainedTokenizerFast, Tokenizer, models
from test_labels import corpus, encoder

import mathdata as md
from mathdata.errors import MissingExtra, OptionError
from mathdata.schema import Message, Record
from mathdata.tokens.encoder import bracketed
from mathdata.tokens.own_template import message_of
from mathdata.tokens.turns import turns_of

Folder = Callable[..., str]
FILES = [
    "amchat_xtuner.json", "contest_rows_a.json", "emollm_aiwei_swift_first150.jsonl", "gsm8k_train_first2000.jsonl",
    "emollm_self_cognition_alpaca.json", "emollm_self_cognition_xtuner.json", "fastchat_dummy_sharegpt.json",
    "glaive_toolcall_zh_first100.json", "kahsolt_easy_first2000.json", "oasst_zh_alpaca_history_first150.json",
    "alpaca_history_examples.json", "xtuner_demo_multi_turn_2.json", "college_math_ccby.jsonl",
    "deepmind_math_easy.jsonl", "mmlu_math_half.jsonl", "swift_formats/chatml.jsonl",
    "swift_formats/conversations.jsonl", "swift_formats/swift_multi.json", "swift_formats/sharegpt.jsonl",
]  # fmt: skip
RENDERED = {
    "alpaca": (
        "Below is an instruction that describes a task. Write a response that appropriately completes the request."
        "\n\n### Instruction:\n1+1\n\n### Response:【2</s>】"
    ),
    "chatml": "<|im_start|>user\n1+1<|im_end|>\n<|im_start|>assistant\n【2<|im_end|>】\n",
    "internlm2": "<|im_start|>user\n1+1<|im_end|>\n<|im_start|>assistant\n【2<|im_end|>】\n",
    "llama3": (
        "<|start_header_id|>user<|end_header_id|>\n\n1+1<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n【2<|eot_id|>】"
    ),
    "phi3": "<|user|>\n1+1<|end|>\n<|assistant|>\n【2<|end|>】\n",
    "plain": "1+1\n【2</s>】",
    "vicuna": "USER: 1+1 ASSISTANT:【 2</s>】",
}


def text(made: Any, record: Record) -> str:
    """A record as it is rendered, the trained part in 【】."""
    _, rendered = made.conversations(corpus(record))
    assert not rendered.failed
    return bracketed(rendered.texts[0], rendered.spans.tolist())


@pytest.mark.parametrize("name", sorted(RENDERED))
def test_templates_by_name(name: str, tokenizer: Folder) -> None:
    """One question and one answer, without a system message that nobody gave."""
    made = encoder(tokenizer("sentencepiece"), template=name)
    assert text(made, Record(id="1", problem="1+1", solution="2")) == RENDERED[name]
    assert len(made.bos_ids) == (name not in ("chatml", "phi3"))


def test_alpaca_with_input(tokenizer: Folder) -> None:
    """A problem that was read with an `input` is rendered with it; once it was changed, as a whole."""
    made = encoder(tokenizer("sentencepiece"), template="alpaca")
    record = Record(id="1", problem="Simplify.\n18/24", solution="3/4", extra='{"@input":"18/24"}')
    found = text(made, record)
    assert "paired with an input that provides further context." in found
    assert "### Instruction:\nSimplify.\n\n### Input:\n18/24\n\n### Response:【3/4</s>】" in found
    changed = record.model_copy(update={"problem": "Simplify 18/24"})
    assert "### Instruction:\nSimplify 18/24\n\n### Response:" in text(made, changed)


def test_system_messages_are_explicit(tokenizer: Folder) -> None:
    """The record's own stands first; vicuna's known one comes only where it is asked for, and never over `""`."""
    folder = tokenizer("sentencepiece")
    plain, known = encoder(folder, template="vicuna"), encoder(folder, template="vicuna", default_system=True)
    record = Record(id="1", problem="1+1", solution="2")
    assert text(plain, record.model_copy(update={"system": "Be brief."})).startswith("Be brief. USER: ")
    assert text(known, record).startswith("A chat between a curious user and an artificial intelligence assistant. ")
    for system in ("Be brief.", ""):
        given = record.model_copy(update={"system": system})
        assert text(known, given) == text(plain, given)


@pytest.mark.parametrize(
    ("name", "history", "reason"),
    [
        ("vicuna", [Message(role="tool", content="4")], "a turn of the role tool, for which the template vicuna has"),
        ("vicuna", [Message(role="user", content="a"), Message(role="system", content="b")], "in the middle"),
        ("alpaca", [Message(role="user", content="a"), Message(role="assistant", content="b")], "an earlier round"),
    ],
)  # fmt: skip
def test_what_has_no_place_is_refused(name: str, history: list[Message], reason: str, tokenizer: Folder) -> None:
    """A turn that a template cannot say is not left out in silence; other records are not touched by it."""
    made = encoder(tokenizer("sentencepiece"), template=name)
    good = Record(id="1", problem="1+1", solution="2")
    records = corpus(good, good.model_copy(update={"history": history}), good)
    rows, ((at, found),) = made.encode(records)
    assert (at, rows.is_null().to_list()) == (1, [False, True, False])
    assert reason in found


def messages(records: pl.DataFrame) -> list[list[dict[str, Any]]]:
    """The conversations as chat templates are given them."""
    found: list[list[dict[str, Any]]] = [[] for _ in range(records.height)]
    for turn in turns_of(records).iter_rows(named=True):
        found[turn["row"]].append(message_of(turn))
    return found


def read(path: Path) -> pl.DataFrame:
    """Rows of a file."""
    return md.read(path).head(150).to_polars()


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_the_tokenizers_own_template(name: str, tokenizer: Folder, shared: Path) -> None:
    """Token by token what `apply_chat_template` gives, over real conversations and five templates."""
    from transformers import AutoTokenizer

    records = read(shared / "data" / name)
    for kind, template in zip(["byte_level", "sentencepiece"] * 3, CHAT_TEMPLATES, strict=False):
        folder = tokenizer(kind, template)
        rows, failed = encoder(folder).encode(records)
        reference = AutoTokenizer.from_pretrained(folder)
        for row, said in zip(rows, messages(records), strict=True):
            if row is not None:
                assert row["ids"] == reference.apply_chat_template(said, tokenize=True, return_dict=False)
        assert len(failed) == rows.null_count() == 0


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("template", ["chatml", "internlm2", "llama3", "phi3", "vicuna"])
def test_named_templates_are_those_of_the_models(name: str, template: str, tokenizer: Folder, shared: Path) -> None:
    """A template of ours gives the tokens of the model's own, for every conversation that it has a place for."""
    # The template of Llama 3 trims, ours leaves texts as they are.
    trimmed = pl.element().struct.with_fields(pl.field("content").str.strip_chars())
    records = read(shared / "data" / name).with_columns(
        pl.col("system", "problem", "solution").str.strip_chars(), pl.col("history").list.eval(trimmed)
    )
    folder = tokenizer("byte_level", template)
    own, _ = encoder(folder).encode(records)
    named, failed = encoder(folder, template=template).encode(records)
    assert all("has no place" in reason for _, reason in failed)
    for ours, theirs in zip(named, own, strict=True):
        assert ours is None or ours["ids"] == theirs["ids"]


def test_spans_in_the_tokenizers_own_template(tokenizer: Folder) -> None:
    """The trained part begins where the prompt for generation ends, and reaches over the mark of the end."""
    history = [Message(role="user", content="a"), Message(role="assistant", content="b", loss=False)]
    record = Record(id="1", system="s", history=history, problem=" c ", solution=" d ")
    assert text(encoder(tokenizer("byte_level", "llama3")), record).endswith(
        "<|start_header_id|>user<|end_header_id|>\n\nc<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n【d<|eot_id|>】"
    )
    chatml = text(encoder(tokenizer("byte_level", "chatml")), record)
    assert chatml.endswith("<|im_start|>assistant\nb<|im_end|>\n<|im_start|>user\n c <|im_end|>\n"
                           "<|im_start|>assistant\n【 d <|im_end|>】\n")  # fmt: skip
    assert text(encoder(tokenizer("byte_level", "vicuna")), record).endswith("USER:  c  ASSISTANT:【  d </s>】")


def test_a_mark_that_is_no_token_is_trained_too(tokenizer: Folder) -> None:
    """A tokenizer may not know the mark of its own template; the model learns it all the same."""
    unknown = CHATML.replace("<|im_end|>", "<<end>>")
    found = text(encoder(tokenizer("byte_level", unknown)), Record(id="1", problem="a", solution="b"))
    assert found.endswith("【b<<end>>】\n")


def test_a_tool_call_is_trained(tokenizer: Folder) -> None:
    """A call becomes `tool_calls`, as chat templates know it, and is trained with its mark of the end."""
    template = (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{% if m.tool_calls %}{{ m.tool_calls[0].function | tojson }}"
        "{% else %}{{ m.content }}{% endif %}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    call = Message(role="tool_call", content='{"name": "root", "arguments": {"x": 4}}')
    record = Record(id="1", problem="√4", trajectory=[call, Message(role="tool", content="2")], solution="2")
    found = text(encoder(tokenizer("byte_level", template)), record)
    assert '<|im_start|>assistant\n【{"name": "root", "arguments": {"x": 4}}<|im_end|>】\n<|im_start|>tool\n2' in found


def test_a_template_that_forgets_is_refused(tokenizer: Folder) -> None:
    """Where earlier answers are rendered otherwise once the talk goes on, nobody can say what is learned."""
    template = "{% for m in messages %}{{ loop.length }}{{ m.content }}{% endfor %}"
    history = [Message(role="user", content="a"), Message(role="assistant", content="b")]
    made = encoder(tokenizer("byte_level", template))
    _, ((_, reason),) = made.encode(corpus(Record(id="1", history=history, problem="c", solution="d")))
    assert "renders what stands before turn 2 otherwise" in reason


def test_the_refusal_of_a_template_is_a_reason(tokenizer: Folder) -> None:
    """What a template raises is told for the row, and other rows go on."""
    template = "{% if messages | length > 2 %}{{ raise_exception('only one round') }}{% endif %}" + CHATML
    history = [Message(role="user", content="a"), Message(role="assistant", content="b")]
    made = encoder(tokenizer("byte_level", template))
    good = Record(id="1", problem="c", solution="d")
    rows, ((_, reason),) = made.encode(corpus(good.model_copy(update={"history": history}), good))
    assert reason == "the tokenizer's template refuses the conversation: only one round"
    assert rows.is_null().to_list() == [True, False]


def test_a_template_with_a_date_is_refused(tokenizer: Folder) -> None:
    """Bytes that change every day are no one's; a date that is given is fine."""
    dated = "{% if not date_string is defined %}{% set date_string = strftime_now('%d') %}{% endif %}{{ date_string }}"
    folder = tokenizer("byte_level", dated + CHATML)
    with pytest.raises(OptionError, match="writes today's date into the rows"):
        encoder(folder).check()
    made = encoder(folder, variables={"date_string": "26 Jul 2024"})
    assert text(made, Record(id="1", problem="c", solution="d")).startswith("26 Jul 2024<|im_start|>user")


def test_generation_marks_change_nothing(tokenizer: Folder) -> None:
    """Templates that mark what is trained are rendered as if they did not."""
    marked = CHATML.replace("{{ '<|im_start|>'", "{% generation %}{{ '<|im_start|>'", 1).replace(
        "{% endfor %}", "{% endgeneration %}{% endfor %}", 1
    )
    record = Record(id="1", problem="a", solution="b")
    folders = (tokenizer("byte_level", template) for template in (marked, "chatml"))
    assert len({text(encoder(folder), record) for folder in folders}) == 1


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"template": "vicuña"}, "no template 'vicuña', did you mean 'vicuna'?"),
        ({"template": "chatml", "default_system": True}, "default_system is for templates that are known for one"),
        ({}, "found no chat template, wanted one"),
        ({"template": "vicuna", "pad_token": "<nothing>", "pad": True, "seq_length": 9}, "found no token '<nothing>'"),
    ],
)
def test_options_that_cannot_be(options: dict[str, Any], wanted: str, tokenizer: Folder) -> None:
    """What does not go together is refused before any work is done."""
    with pytest.raises(OptionError, match=wanted.replace("?", r"\?")):
        encoder(tokenizer("byte_level"), **options).check()


def test_a_folder_without_a_tokenizer(tmp_path: Path) -> None:
    """The message says what was looked for."""
    with pytest.raises(OptionError, match="found no tokenizer that can be loaded"):
        encoder(str(tmp_path), template="vicuna").check()
    with pytest.raises(OptionError, match="found no folder, wanted one"):
        encoder(str(tmp_path / "nowhere"), template="vicuna").check()


def test_a_system_message_of_the_template_is_told(tokenizer: Folder) -> None:
    """A tokenizer's own template may add one, as many do; the ledger says which."""
    adds = (
        "{% if messages[0]['role'] != 'system' %}<|im_start|>system\nYou are helpful.<|im_end|>\n{% endif %}" + CHATML
    )
    told = "the tokenizer's template gives records without a system message one of its own: 'You are helpful.'"
    assert encoder(tokenizer("byte_level", adds)).notes == [told]
    for name in CHAT_TEMPLATES:
        assert encoder(tokenizer("byte_level", name)).notes == []


def test_a_mark_that_is_several_tokens_is_told(tokenizer: Folder, tmp_path: Path) -> None:
    """A template of another model than the tokenizer's works, but the ledger says what it costs."""
    core = Tokenizer(models.WordLevel({"<unk>": 0, "a": 1}, unk_token="<unk>"))
    PreTrainedTokenizerFast(tokenizer_object=core, unk_token="<unk>").save_pretrained(tmp_path)
    (note,) = encoder(str(tmp_path), template="chatml").notes
    assert "has no token '<|im_end|>', by which the template chatml ends turns" in note
    with pytest.raises(OptionError, match="found no token that texts end with, wanted one for the template vicuna"):
        encoder(str(tmp_path), template="vicuna").check()


def test_a_tokenizer_that_cannot_say_places_is_refused(tmp_path: Path) -> None:
    """Tokenizers in plain Python have ids, but no places; labels would be guessed."""
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "ByT5Tokenizer"}')
    with pytest.raises(OptionError, match=r"without a fast version \(ByT5Tokenizer\), which cannot say"):
        encoder(str(tmp_path), template="plain").check()


@pytest.mark.parametrize(
    ("package", "wanted"), [("transformers", "tokens need transformers"), ("jinja2", "needs jinja2")]
)
def test_what_is_not_installed(package: str, wanted: str, tokenizer: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra that brings it."""
    folder = tokenizer("byte_level", "chatml")
    made = encoder(folder)
    if package == "jinja2":
        _ = made.tokenizer
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=wanted + r".*: pip install 'mathdata\[tokens\]'"):
        made.check()
