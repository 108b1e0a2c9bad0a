"""Train the head: a small convolution over Whisper's encoder that hears number words."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

if TYPE_CHECKING:
    from pathlib import Path

FRAME_S, FRAMES, EDGE_S = 0.02, 1_500, 0.016
WORDS = (
    "",
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "oh",
    "double",
    "triple",
    "hundred",
    "thousand",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
)
WIDTH = 160
DILATIONS = (1, 2, 4, 8, 16)
SEED = 1
LOST_FEATURES, AVERAGED_FROM = 0.15, 0.5
"""Features left out of an example, so that none is leaned on; weights of the second half are
averaged: both are for voices that were never heard."""

CROP, BATCH, CROPS_A_WINDOW = 600, 16, 2
"""Frames of one example, examples a step, and how often a window is looked at in an epoch."""


class Head(nn.Module):
    """Frames [batch, n, 512] to word logits [batch, n, 34] and edge logits [batch, n, 2]."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Conv1d(512, WIDTH, 1)
        self.blocks = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=d, dilation=d) for d in DILATIONS
        )
        self.leave = nn.Conv1d(WIDTH, len(WORDS) + 2, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        """Logits of words, then of an onset and an offset, for every frame."""
        hidden = torch.relu(self.enter(self.drop(frames.transpose(1, 2))))
        for block in self.blocks:
            hidden = hidden + torch.relu(block(self.drop(hidden)))
        return self.leave(hidden).transpose(1, 2)


Example = tuple[np.ndarray, ...]


def targets(words: list[tuple[str, float, float]]) -> Example:
    """Word [1500], its weight, and soft onset and offset marks [1500, 2]."""
    label = np.zeros(FRAMES, np.int64)
    weight = np.ones(FRAMES, np.float32)
    marks = np.zeros((FRAMES, 2), np.float32)
    centre = (np.arange(FRAMES) + 0.5) * FRAME_S
    for word, on, off in words:
        label[(centre >= on) & (centre < off)] = WORDS.index(word)
        for k, edge in enumerate((on, off)):
            near = np.exp(-0.5 * ((centre - edge) / EDGE_S) ** 2)
            marks[:, k] = np.maximum(marks[:, k], near)
            weight[np.abs(centre - edge) < EDGE_S] = 0.3
    return label, weight, marks


class Data:
    """Encoded windows and their truth; the frames stay on disk."""

    def __init__(self, folder: Path, without: str | None = None) -> None:
        self.parts: list[np.ndarray] = []
        self.index: list[tuple[int, int]] = []
        self.truth: list[Example] = []
        for path in sorted(folder.glob("*.npy")):
            rows = [json.loads(line) for line in path.with_suffix(".jsonl").open()]
            for i, row in enumerate(rows):
                if without is None or row["real"] != without:
                    self.index.append((len(self.parts), i))
                    self.truth.append(targets(row["words"]))
            self.parts.append(np.load(path, mmap_mode="r"))

    def crop(self, rng: np.random.Generator, k: int, size: int) -> Example:
        """Some frames of a window at random, with their truth."""
        part, i = self.index[k]
        at = int(rng.integers(0, FRAMES - size + 1))
        cut = slice(at, at + size)
        frames = self.parts[part][i, cut].astype(np.float32)
        return (frames, *(truth[cut] for truth in self.truth[k]))


def train(data: Data, epochs: int, threads: int) -> Head:
    """Train a head from scratch; the same data and seed give the same figures."""
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    head = Head()
    mean, std = _spread(data, rng)
    optimiser = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.01)
    steps = epochs * CROPS_A_WINDOW * len(data.index) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 2.5e-3, total_steps=steps + 1, pct_start=0.15
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        head, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)
    )
    noise = 0.15 * torch.randn(20_000, 512)
    began, total = time.time(), 0.0
    order: list[int] = []
    for step in range(1, steps + 1):
        if len(order) < BATCH:
            order += rng.permutation(len(data.index)).tolist()
        picked, order = order[:BATCH], order[BATCH:]
        frames, *truth = _batch(data, rng, picked)
        at = int(rng.integers(len(noise) - CROP))
        gain = 1 + 0.1 * torch.randn(len(picked), 1, 512)
        gain *= (torch.rand(len(picked), 1, 512) > LOST_FEATURES) / (1 - LOST_FEATURES)
        loss = _loss(head, (frames - mean) / std * gain + noise[at : at + CROP], truth)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        if step > steps * AVERAGED_FROM:
            averaged.update_parameters(head)
        total += loss.item()
        if step % 50 == 0:
            print(f"{step}/{steps} loss {total / 50:.4f} {time.time() - began:.0f} s", flush=True)
            total = 0.0
    return _folded(averaged.module, mean, std)


def _spread(data: Data, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and spread of each of the encoder's features."""
    picked = rng.permutation(len(data.index))[:60]
    some = np.concatenate([data.crop(rng, k, FRAMES)[0][::7] for k in picked])
    return torch.tensor(some.mean(0)), torch.tensor(some.std(0))


def _batch(data: Data, rng: np.random.Generator, picked: list[int]) -> list[torch.Tensor]:
    crops = [data.crop(rng, k, CROP) for k in picked]
    return [torch.from_numpy(np.stack(part)) for part in zip(*crops, strict=True)]


def _loss(head: Head, frames: torch.Tensor, truth: list[torch.Tensor]) -> torch.Tensor:
    label, weight, marks = truth
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = head(frames)
    out = out.float()
    count = len(WORDS)
    words = nn.functional.cross_entropy(
        out[..., :count].reshape(-1, count), label.reshape(-1), reduction="none"
    )
    edges = nn.functional.binary_cross_entropy_with_logits(
        out[..., count:], marks, pos_weight=torch.tensor(4.0)
    )
    return (words * weight.reshape(-1)).mean() + edges


def _folded(head: Head, mean: torch.Tensor, std: torch.Tensor) -> Head:
    """Make the normalisation of features a part of the first layer."""
    with torch.no_grad():
        scale = head.enter.weight / std[None, :, None]
        head.enter.bias -= (scale[..., 0] * mean[None]).sum(1)
        head.enter.weight.copy_(scale)
    return head


def save(head: Head, path: Path) -> None:
    """Write the weights as float16, in the order they are used."""
    weights = {
        name: tensor.detach().numpy().astype(np.float16)
        for name, tensor in head.state_dict().items()
    }
    np.savez_compressed(path, words=np.array(WORDS), dilations=np.array(DILATIONS), **weights)
