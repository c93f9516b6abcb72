"""A character-level transformer of about a million parameters: taught from nothing, then asked.

```text
rows [(prompt, completion)] ──teach──> weights ──answer──> [completion]
```

Only the completion is learned; batches hold rows of similar length, so little is padding.
"""

import time
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

PADDING, END = 0, 1
IGNORED = -100


class Shape(NamedTuple):
    """How large the model is."""

    width: int = 96
    layers: int = 3
    heads: int = 4
    context: int = 288


class Lesson(NamedTuple):
    """How long and how fast it learns."""

    seconds: float
    """Processor time of forward and backward passes."""
    rate: float = 4e-3
    batch_tokens: int = 1_500
    shelf: int = 2_048
    """Rows that are sorted by length at a time."""


class Block(nn.Module):
    """Attention to what came before, then a small network of its own."""

    def __init__(self, shape):
        super().__init__()
        self.heads = shape.heads
        self.first, self.second = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.join = nn.Linear(shape.width, shape.width)
        self.think = nn.Sequential(
            nn.Linear(shape.width, 4 * shape.width), nn.ReLU(), nn.Linear(4 * shape.width, shape.width)
        )

    def forward(self, states, turns, past, visible):
        """New states; `past` holds keys and values of earlier places and is extended, or is None."""
        rows, length, width = states.shape
        parts = (
            self.attend(self.after(self.first(states), past))
            .view(rows, length, 3, self.heads, -1)
            .permute(2, 0, 3, 1, 4)
        )
        query, key, value = _turned(parts[0], turns), _turned(parts[1], turns), parts[2]
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
            past[:2] = [key, value]
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=visible, is_causal=visible is None)
        states = states + self.join(mixed.transpose(1, 2).reshape(rows, length, width))
        return states + self.think(self.second(states))

    def after(self, states, past):
        """Every character with half of what stood before it: what follows what is seen at once."""
        half = states.shape[-1] // 2
        before = torch.zeros_like(states[:, :1, :half]) if past is None or past[2] is None else past[2]
        if past is not None:
            past[2] = states[:, -1:, :half]
        return torch.cat([torch.cat([before, states[:, :-1, :half]], 1), states[:, :, half:]], -1)


def _turned(vectors, turns):
    """Each pair of coordinates turned by an angle that grows with the place, so that distance is what counts."""
    cosine, sine = turns
    first, second = vectors.chunk(2, -1)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)


class Transformer(nn.Module):
    """Characters to the next character."""

    def __init__(self, signs, shape):
        super().__init__()
        self.shape = shape
        self.number = {sign: index + 2 for index, sign in enumerate(sorted(signs))}
        self.sign = {index: sign for sign, index in self.number.items()}
        self.embed = nn.Embedding(len(self.number) + 2, shape.width)
        half = shape.width // shape.heads // 2
        angles = torch.arange(shape.context)[:, None] * 1000.0 ** -(torch.arange(half) / half)
        self.register_buffer("turns", torch.stack([angles.cos(), angles.sin()]))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        nn.init.normal_(self.embed.weight, std=0.02)

    def forward(self, tokens, start=0, pasts=None, visible=None):
        """Scores of the next character at every place, the first of which is `start`."""
        states = self.embed(tokens)
        turns = self.turns[:, start : start + tokens.shape[1]]
        for index, block in enumerate(self.blocks):
            states = block(states, turns, pasts[index] if pasts else None, visible)
        return self.last(states) @ self.embed.weight.T

    def encode(self, text):
        """The numbers of its characters."""
        return [self.number[sign] for sign in text]

    def fits(self, prompt, completion):
        """Whether a row and its end fit into the context."""
        return len(prompt) + len(completion) < self.shape.context


def teach(model, rows, lesson):
    """Learn from an endless iterator of rows until the time is used; how many rows and tokens were seen."""
    optimisers = _optimisers(model, lesson)
    spent, seen, tokens = 0.0, 0, 0
    while True:
        shelf = [next(rows) for _ in range(lesson.shelf)]
        for batch in _batches(model, shelf, lesson.batch_tokens):
            if spent >= lesson.seconds:
                return seen, tokens
            start = time.process_time()
            _set_rate(optimisers, spent / lesson.seconds)
            tokens += _learn(model, optimisers, batch)
            seen += len(batch)
            spent += time.process_time() - start


def _batches(model, shelf, batch_tokens):
    """Rows of similar length together, the batches in no order of length."""
    rows = sorted(([*model.encode(p)], [*model.encode(c), END]) for p, c in shelf if model.fits(p, c))
    rows.sort(key=lambda row: len(row[0]) + len(row[1]))
    batches, batch = [], []
    for row in rows:
        if batch and (len(batch) + 1) * (len(row[0]) + len(row[1])) > batch_tokens:
            batches.append(batch)
            batch = []
        batch.append(row)
    order = torch.randperm(len(batches)).tolist()
    return [batches[i] for i in order]


def _optimisers(model, lesson):
    """Muon for the matrices inside, which halves the way; Adam for the rest."""
    inside = [weights for weights in model.blocks.parameters() if weights.ndim == 2]
    known = {id(weights) for weights in inside}
    others = [weights for weights in model.parameters() if id(weights) not in known]
    adam = torch.optim.AdamW(others, lr=lesson.rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    muon = torch.optim.Muon(inside, lr=5 * lesson.rate, weight_decay=0.01)
    return [(adam, lesson.rate), (muon, 5 * lesson.rate)]


def _set_rate(optimisers, fraction):
    """Up in the first fiftieth, then down in a line."""
    share = min(fraction / 0.02, 1.0) * (1 - 0.98 * fraction)
    for optimiser, rate in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = rate * share


def _learn(model, optimisers, batch):
    length = max(len(prompt) + len(completion) for prompt, completion in batch)
    tokens = torch.full((len(batch), length), PADDING)
    wanted = torch.full((len(batch), length), IGNORED)
    for i, (prompt, completion) in enumerate(batch):
        row = torch.tensor(prompt + completion)
        tokens[i, : len(row)] = row
        wanted[i, len(prompt) - 1 : len(row) - 1] = row[len(prompt) :]
    scores = model(tokens[:, :-1])
    loss = functional.cross_entropy(scores.flatten(0, 1), wanted[:, :-1].flatten(), ignore_index=IGNORED)
    model.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimiser, _ in optimisers:
        optimiser.step()
    return int((tokens != PADDING).sum())


@torch.inference_mode()
def answer(model, prompts, at_once=100):
    """The most likely completion of each prompt, in order."""
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    completions = [""] * len(prompts)
    for start in range(0, len(order), at_once):
        chosen = order[start : start + at_once]
        for i, completion in zip(chosen, _complete(model, [prompts[i] for i in chosen]), strict=True):
            completions[i] = completion
    return completions


def _complete(model, prompts):
    """Prompts are padded on the left, so that all go on at the same place."""
    longest = max(map(len, prompts))
    tokens = torch.tensor([[PADDING] * (longest - len(p)) + model.encode(p) for p in prompts])
    padding = torch.tensor([longest - len(p) for p in prompts])[:, None]
    nothing = torch.empty(len(prompts), model.shape.heads, 0, model.shape.width // model.shape.heads)
    pasts = [[nothing, nothing, None] for _ in model.blocks]
    found: list[Tensor] = []
    ended = torch.zeros(len(prompts), dtype=torch.bool)
    at = 0
    while at + tokens.shape[1] <= model.shape.context and not bool(ended.all()):
        here = torch.arange(at, at + tokens.shape[1])
        keys = torch.arange(at + tokens.shape[1])
        visible = (keys <= here[:, None]) & ((keys >= padding[:, :, None]) | (keys == here[:, None]))
        scores = model(tokens, at, pasts, visible[:, None])
        at += tokens.shape[1]
        tokens = scores[:, -1].argmax(-1, keepdim=True)
        found.append(tokens)
        ended |= tokens[:, 0] == END
    return ["".join(model.sign.get(t, "") for t in _until_end(row)) for row in torch.cat(found, 1).tolist()]


def _until_end(row):
    return row[: row.index(END)] if END in row else row
