"""A transformer of a quarter of a million parameters: taught from nothing, then asked.

```text
rows [(prompt, completion)] ──teach──> weights ──answer──> [completion]
```

Every digit is a sign of its own, as in the tokenisers of today's models, and so is whatever stands between two digits:
`48 * 24 = 1152` is `4 8 _*_ 2 4 _=_ 1 1 5 2`. Only the completion is learned; batches hold rows of similar length, so
little is padding.
"""

import re
import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

PADDING, END = 0, 1
IGNORED = -100


class Shape(NamedTuple):
    """How large the model is."""

    width: int = 80
    layers: int = 3
    heads: int = 4
    context: int = 640


class Lesson(NamedTuple):
    """How long and how fast it learns."""

    seconds: float
    """Processor time of forward and backward passes."""
    rate: float = 4e-3
    """Of Adam; the matrices inside have five times as much."""
    batch_tokens: int = 1_000
    shelf: int = 1_024
    """Rows that are sorted by length at a time."""


class Signs:
    """Texts as numbers of signs; what was not seen between two digits is spelled by its characters."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = {sign for text in texts for sign in (*_parts(text), *text)}
        self.number = {sign: index + 2 for index, sign in enumerate(sorted(known))}
        self.sign = {index: sign for sign, index in self.number.items()}

    def __len__(self) -> int:
        return len(self.number) + 2

    def encode(self, text: str) -> list[int]:
        """The numbers of its signs."""
        return [self.number[sign] for part in _parts(text) for sign in ([part] if part in self.number else part)]

    def decode(self, numbers: Iterable[int]) -> str:
        """The text of some signs up to the end."""
        signs = []
        for number in numbers:
            if number == END:
                break
            signs.append(self.sign.get(number, ""))
        return "".join(signs)


def _parts(text: str) -> list[str]:
    return re.findall(r"\d|\D+", text)


class Past(NamedTuple):
    """What one layer remembers of the signs so far."""

    key: Tensor
    value: Tensor
    first: Tensor
    """The last states before attention."""
    second: Tensor
    """The last states before the small network."""

    def of(self, rows: Tensor) -> "Past":
        """The same of some of the rows."""
        return Past(*(part[rows] for part in self))


class Nearby(nn.Module):
    """Adds to every sign what stood up to three signs before it, each coordinate by itself.

    With these "Canon layers" (Allen-Zhu 2025) attention finds in its first layer what follows what.
    """

    def __init__(self, width: int, reach: int = 3) -> None:
        super().__init__()
        self.reach = reach
        self.share = nn.ParameterList(0.3 * torch.randn(width) for _ in range(reach))

    def forward(self, states: Tensor, before: Tensor | None) -> tuple[Tensor, Tensor]:
        """New states, and the last old ones."""
        length = states.shape[1]
        if before is None:
            before = torch.zeros_like(states[:, :1]).expand(-1, self.reach, -1)
        all_states = torch.cat([before, states], 1)
        for index, share in enumerate(self.share):
            states = torch.addcmul(states, all_states[:, index : index + length], share)
        return states, all_states[:, -self.reach :]


class Block(nn.Module):
    """Attention to what came before, then a small network of its own; at first it changes nothing."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.first, self.second = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.first_nearby, self.second_nearby = Nearby(shape.width), Nearby(shape.width)
        self.attend = nn.Linear(shape.width, 3 * shape.width, bias=False)
        self.join = nn.Linear(shape.width, shape.width, bias=False)
        self.widen = nn.Linear(shape.width, 4 * shape.width)
        self.narrow = nn.Linear(4 * shape.width, shape.width)
        for weights in (self.join.weight, self.narrow.weight, self.narrow.bias):
            nn.init.zeros_(weights)

    def forward(self, states: Tensor, turns: Tensor, past: Past | None) -> tuple[Tensor, Past]:
        """New states, and the past of what comes next."""
        rows, length, width = states.shape
        normal, first = self.first_nearby(self.first(states), past and past.first)
        parts = self.attend(normal).view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = _turned(parts[0], turns), _turned(parts[1], turns), parts[2]
        if past is not None:
            key, value = torch.cat([past.key, key], 2), torch.cat([past.value, value], 2)
        mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=past is None)
        states = states + self.join(mixed.transpose(1, 2).reshape(rows, length, width))
        normal, second = self.second_nearby(self.second(states), past and past.second)
        states = states + self.narrow(functional.relu(self.widen(normal)))
        return states, Past(key, value, first, second)


def _turned(vectors: Tensor, turns: Tensor) -> Tensor:
    """Each pair of coordinates turned by an angle that grows with the place, so that distance is what counts."""
    cosine, sine = turns
    first, second = vectors.chunk(2, -1)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], -1)


class Transformer(nn.Module):
    """Signs to the next sign."""

    turns: Tensor

    def __init__(self, signs: int, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(signs, shape.width)
        half = shape.width // shape.heads // 2
        angles = torch.arange(shape.context)[:, None] * 1000.0 ** -(torch.arange(half) / half)
        self.register_buffer("turns", torch.stack([angles.cos(), angles.sin()]))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.score = nn.Linear(shape.width, signs, bias=False)
        nn.init.normal_(self.embed.weight, std=0.5)
        nn.init.normal_(self.score.weight, std=0.02)

    def forward(self, numbers: Tensor, past: list[Past] | None = None) -> tuple[Tensor, list[Past]]:
        """States from which the next sign is scored, and the past of what comes next."""
        start = past[0].key.shape[2] if past else 0
        turns = self.turns[:, start : start + numbers.shape[1]]
        states, pasts = self.embed(numbers), []
        for index, block in enumerate(self.blocks):
            states, left = block(states, turns, past[index] if past else None)
            pasts.append(left)
        return self.last(states), pasts


class Muon:
    """Momentum made orthogonal by five Newton-Schulz steps (Jordan 2024).

    After half a minute of these lessons the loss is less than half of what Adam reaches. PyTorch's own computes in
    bfloat16, for which most processors have no fast product.
    """

    def __init__(self, matrices: list[nn.Parameter]) -> None:
        self.matrices = matrices
        self.momenta = [torch.zeros_like(matrix) for matrix in matrices]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """One step down."""
        for matrix, momentum in zip(self.matrices, self.momenta, strict=True):
            assert matrix.grad is not None
            momentum.lerp_(matrix.grad, 0.05)
            rows, columns = matrix.shape
            matrix.add_(_orthogonal(matrix.grad.lerp(momentum, 0.95)), alpha=-rate * max(1.0, rows / columns) ** 0.5)


def _orthogonal(matrix: Tensor) -> Tensor:
    if matrix.shape[0] > matrix.shape[1]:
        return _orthogonal(matrix.T).T
    matrix = matrix / (matrix.norm() + 1e-7)
    for _ in range(5):
        square = matrix @ matrix.T
        matrix = 3.4445 * matrix + (-4.7750 * square + 2.0315 * square @ square) @ matrix
    return matrix


class Teacher:
    """Two optimisers: `Muon` for the matrices inside, Adam for the rest."""

    def __init__(self, model: Transformer, lesson: Lesson) -> None:
        self.model, self.lesson = model, lesson
        inside = [weights for weights in model.blocks.parameters() if weights.ndim == 2]
        known = {id(weights) for weights in inside}
        others = [weights for weights in model.parameters() if id(weights) not in known]
        self.muon = Muon(inside)
        self.adam = torch.optim.AdamW(others, betas=(0.9, 0.98), weight_decay=0.0, fused=True)

    def learn(self, batch: list[tuple[list[int], list[int]]], fraction: float) -> int:
        """One step with a batch when a fraction of the time is used; how many signs it held."""
        numbers, wanted = _side_by_side(batch)
        counted = wanted != IGNORED
        states, _ = self.model(numbers)
        loss = functional.cross_entropy(self.model.score(states[counted]), wanted[counted])
        self.model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        # Up in the first fiftieth, then down in a line.
        rate = self.lesson.rate * min(fraction / 0.02, 1.0) * (1 - 0.98 * fraction)
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        self.muon.step(5 * rate)
        return sum(len(prompt) + len(completion) for prompt, completion in batch)


def _side_by_side(batch: list[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
    """The signs of a batch, and at each place of a completion the sign wanted next."""
    length = max(len(prompt) + len(completion) for prompt, completion in batch)
    numbers = torch.full((len(batch), length), PADDING)
    wanted = torch.full((len(batch), length), IGNORED)
    for i, (prompt, completion) in enumerate(batch):
        row = torch.tensor(prompt + completion)
        numbers[i, : len(row)] = row
        wanted[i, len(prompt) - 1 : len(row) - 1] = row[len(prompt) :]
    return numbers[:, :-1], wanted[:, :-1]


def teach(model: Transformer, signs: Signs, rows: Iterator[tuple[str, str]], lesson: Lesson) -> tuple[int, int]:
    """Learn from an endless iterator of rows until the time is used; how many rows and signs were seen."""
    teacher = Teacher(model, lesson)
    spent, seen, count = 0.0, 0, 0
    while True:
        shelf = [next(rows) for _ in range(lesson.shelf)]
        for batch in _batches([(signs.encode(p), [*signs.encode(c), END]) for p, c in shelf], lesson.batch_tokens):
            if spent >= lesson.seconds:
                return seen, count
            start = time.process_time()
            count += teacher.learn(batch, spent / lesson.seconds)
            seen += len(batch)
            spent += time.process_time() - start


def _batches(rows: list[tuple[list[int], list[int]]], batch_tokens: int) -> list[list[tuple[list[int], list[int]]]]:
    """Rows of similar length together, the batches in no order of length."""
    batches: list[list[tuple[list[int], list[int]]]] = [[]]
    for row in sorted(rows, key=lambda row: len(row[0]) + len(row[1])):
        if batches[-1] and (len(batches[-1]) + 1) * (len(row[0]) + len(row[1])) > batch_tokens:
            batches.append([])
        batches[-1].append(row)
    return [batches[i] for i in torch.randperm(len(batches)).tolist()]


@torch.inference_mode()
def answer(model: Transformer, signs: Signs, prompts: list[str]) -> list[str]:
    """The most likely completion of each prompt, in order."""
    completions = [""] * len(prompts)
    of_length: dict[int, dict[int, list[int]]] = {}
    for i, prompt in enumerate(prompts):
        numbers = signs.encode(prompt)
        of_length.setdefault(len(numbers), {})[i] = numbers
    for group in of_length.values():  # of one length, so that nothing is padding
        for i, completion in zip(group, _complete(model, torch.tensor([*group.values()])), strict=True):
            completions[i] = signs.decode(completion)
    return completions


def _complete(model: Transformer, prompts: Tensor) -> list[list[int]]:
    """Signs until the end; rows that have ended drop out now and then."""
    completions: list[list[int]] = [[] for _ in prompts]
    going, numbers, past = list(range(len(prompts))), prompts, None
    for place in range(prompts.shape[1], model.shape.context):
        states, past = model(numbers, past)
        numbers = model.score(states[:, -1]).argmax(-1, keepdim=True)
        for row, [number] in zip(going, numbers.tolist(), strict=True):
            completions[row].append(number)
        if place % 16 == 0:
            rest = torch.tensor([i for i, row in enumerate(going) if END not in completions[row]], dtype=torch.long)
            if not len(rest):
                break
            going, numbers, past = [going[i] for i in rest], numbers[rest], [layer.of(rest) for layer in past]
    return completions
