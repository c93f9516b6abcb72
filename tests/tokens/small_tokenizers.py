"""Tokenizers as trainers have them, small enough to be trained here, and chat templates as models come with them."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

pytest.importorskip("transformers", reason="transformers is not installed: pip install 'mathdata[tokens]'")

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_GENERATION = "{% if add_generation_prompt %}MARK{% endif %}"
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' "
    "+ '\n' }}{% endfor %}" + _GENERATION.replace("MARK", "{{ '<|im_start|>assistant\n' }}")
)
CHAT_TEMPLATES = {
    "chatml": CHATML,
    "internlm2": "{{ bos_token }}" + CHATML,
    "llama3": (
        "{% for message in messages %}{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>"
        "\n\n' + message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}{% set content = bos_token + "
        "content %}{% endif %}{{ content }}{% endfor %}"
        + _GENERATION.replace("MARK", "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}")
    ),
    "phi3": (
        "{% for message in messages %}{{ '<|' + message['role'] + '|>\n' + message['content'] + '<|end|>\n' }}"
        "{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% endif %}"
    ),
    "vicuna": (
        "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'system' %}{{ m['content'] + ' ' }}"
        "{% elif m['role'] == 'user' %}{{ 'USER: ' + m['content'] + ' ' }}"
        "{% else %}{{ 'ASSISTANT: ' + m['content'] + eos_token }}{% endif %}{% endfor %}"
        + _GENERATION.replace("MARK", "ASSISTANT:")
    ),
}
"""As they stand in the `chat_template` of models of these names."""
SPECIAL = [
    "<unk>", "<s>", "</s>", "<pad>", "<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<|end_header_id|>",
    "<|eot_id|>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>",
]  # fmt: skip


def _trained(core: Tokenizer, texts: Iterable[str], special: list[str], alphabet: list[str]) -> Tokenizer:
    trainer = trainers.BpeTrainer(
        vocab_size=1500, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    core.train_from_iterator(texts, trainer)
    return core


def byte_level(texts: list[str], *, trim: bool = True, prefix: bool = False) -> Tokenizer:
    """Llama 3, Qwen: bytes, words by a pattern; places without the spaces in front of words, if `trim`."""
    core = Tokenizer(models.BPE())
    split = pre_tokenizers.Split(Regex(_WORDS), "isolated")
    level = pre_tokenizers.ByteLevel(add_prefix_space=prefix, use_regex=False)
    core.pre_tokenizer = pre_tokenizers.Sequence([split, level])
    core.post_processor = processors.ByteLevel(trim_offsets=trim)
    core.decoder = decoders.ByteLevel()
    return _trained(core, texts, SPECIAL, pre_tokenizers.ByteLevel.alphabet())


def sentencepiece(texts: list[str], *, prefix: str = "legacy") -> Tokenizer:
    """Llama 2, InternLM2, Vicuna: `▁` for spaces and in front of every piece, or of the first; bytes else."""
    core = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    core.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    _trained(core, texts, [*SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256))], [])
    made = json.loads(core.to_str())
    made["added_tokens"] = [token for token in made["added_tokens"] if token["content"] in SPECIAL]
    made["pre_tokenizer"] = None
    core = Tokenizer.from_str(json.dumps(made))
    if prefix == "legacy":
        core.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    else:
        core.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=prefix, split=False)
    core.decoder = decoders.Metaspace()
    return core


def nfc(texts: list[str]) -> Tokenizer:
    """As Llama 3 and Qwen, with characters put together before they are read."""
    core = byte_level(texts)
    core.normalizer = normalizers.NFC()
    return core


MAKERS = {
    "byte_level": byte_level,
    "byte_level_prefix": lambda texts: byte_level(texts, prefix=True),
    "nfc": nfc,
    "sentencepiece": sentencepiece,
    "sentencepiece_first": lambda texts: sentencepiece(texts, prefix="first"),
}
"""Kinds of tokenizers, by the traps in what they say of places."""


def save(core: Tokenizer, folder: Path, template: str | None) -> Path:
    """The tokenizer as a folder, with a chat template."""
    fast = PreTrainedTokenizerFast(
        tokenizer_object=core, bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>"
    )
    fast.chat_template = template
    fast.save_pretrained(folder)
    return folder
