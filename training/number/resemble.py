"""Train the resemblance: which digits of one voice are the same, whoever speaks and however."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from training.number.speech import REAL
from training.number.train import FRAME_S, FRAMES, SEED, WORDS

if TYPE_CHECKING:
    from pathlib import Path

DIGITS = WORDS[1:12]
PARTS, WIDTH, SIZE = 3, 256, 48
LEAST, SHORTEST = 8, 3
"""Digits that one voice must say in a window, and frames of the shortest."""

STEPS, GROUPS, RATE = 2_400, 8, 2e-3
"""Steps, and the voices compared with themselves in each."""

REAL_MORE, SAME_MORE, TOLD = 3.0, 4.0, 0.3
"""How much more often people are heard than made voices; what two equal digits count more than
two others, of which there are so many; what telling the digits counts beside comparing them."""

LOST, NOISE = 0.2, 0.5
AVERAGED_FROM = 0.5
"""Of the steps: what comes behind is averaged, as the head's weights are."""


class Tokens:
    """Every digit of every window as a vector [3 * 512], and who said which in which window."""

    def __init__(self, folder: Path, without: str | None = None) -> None:
        found: list[np.ndarray] = []
        labels: list[int] = []
        spoken: dict[tuple[str, int], list[int]] = {}
        for part, path in enumerate(sorted(folder.glob("*.npy"))):
            windows = np.load(path, mmap_mode="r")
            for i, line in enumerate(path.with_suffix(".jsonl").open()):
                row = json.loads(line)
                if without is not None and row["real"] == without:
                    continue
                frames = np.asarray(windows[i], np.float32)
                for (word, on, off), voice in zip(row["words"], row["speakers"], strict=True):
                    last = max(round(off / FRAME_S), round(on / FRAME_S) + SHORTEST)
                    if word in DIGITS and last <= FRAMES:
                        key = (voice, part * len(windows) + i)
                        spoken.setdefault(key, []).append(len(found))
                        labels.append(DIGITS.index(word))
                        found.append(thirds(frames, round(on / FRAME_S), last))
        self.sounds = torch.from_numpy(np.stack(found))
        self.labels = torch.tensor(labels)
        voices = [(voice, group) for (voice, _), group in spoken.items() if len(group) >= LEAST]
        self.groups = [torch.tensor(group) for _, group in voices]
        shares = np.array([REAL_MORE if voice in REAL else 1.0 for voice, _ in voices])
        self.shares = shares / shares.sum()


def thirds(frames: np.ndarray, first: int, last: int) -> np.ndarray:
    """The mean of each third of some frames, one behind the other."""
    edges = np.linspace(first, last, PARTS + 1).round().astype(int)
    cuts = pairwise(edges)
    return np.concatenate([frames[low : max(low + 1, high)].mean(axis=0) for low, high in cuts])


class Resemblance(nn.Module):
    """Vectors [n, 3 * 512] to places [n, 48], and what speaks for two places being one digit."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(PARTS * 512, WIDTH)
        self.leave = nn.Linear(WIDTH, SIZE)
        self.tell = nn.Linear(SIZE, len(DIGITS))
        self.same = nn.Parameter(torch.tensor(2.0))
        self.apart = nn.Parameter(torch.tensor(1.0))

    def forward(self, sounds: torch.Tensor) -> torch.Tensor:
        """Places of sounds, which are blurred, together and singly, while it learns."""
        if self.training:
            shift = torch.randn(1, sounds.shape[1]) + torch.randn_like(sounds)
            sounds = nn.functional.dropout(sounds + NOISE * shift, LOST)
        return self.leave(torch.relu(self.enter(sounds)))

    def nats(self, places: torch.Tensor) -> torch.Tensor:
        """What speaks for every two being the same [n, n]."""
        squares = ((places[:, None] - places[None]) ** 2).sum(-1)
        return self.same - self.apart.exp() * squares / SIZE


def train(tokens: Tokens) -> Resemblance:
    """Train from scratch on one thread; the same tokens give the same figures."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    mean, std = tokens.sounds.mean(0), tokens.sounds.std(0)
    net = Resemblance()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=STEPS)
    averaged = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)
    )
    total = 0.0
    for step in range(1, STEPS + 1):
        picked = rng.choice(len(tokens.groups), GROUPS, p=tokens.shares)
        losses = [_loss(net, tokens, tokens.groups[k], mean, std) for k in picked]
        loss = torch.stack(losses).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step > STEPS * AVERAGED_FROM:
            averaged.update_parameters(net)
        total += loss.item()
        if step % 200 == 0:
            print(f"{step}/{STEPS} loss {total / 200:.4f}", flush=True)
            total = 0.0
    return _folded(averaged.module, mean, std)


def _loss(
    net: Resemblance, tokens: Tokens, group: torch.Tensor, mean: torch.Tensor, std: torch.Tensor
) -> torch.Tensor:
    labels = tokens.labels[group]
    places = net((tokens.sounds[group] - mean) / std)
    one, other = torch.triu_indices(len(group), len(group), 1)
    same = (labels[one] == labels[other]).float()
    compared = nn.functional.binary_cross_entropy_with_logits(
        net.nats(places)[one, other], same, weight=1 + (SAME_MORE - 1) * same
    )
    return compared + TOLD * nn.functional.cross_entropy(net.tell(places), labels)


def _folded(net: Resemblance, mean: torch.Tensor, std: torch.Tensor) -> Resemblance:
    """Make the normalisation of sounds a part of the first layer."""
    with torch.no_grad():
        net.enter.weight /= std
        net.enter.bias -= net.enter.weight @ mean
    return net


def save(net: Resemblance, path: Path) -> None:
    """Write the weights as they are used: products as float16."""
    layers = {"enter": net.enter, "leave": net.leave}
    weights = {f"{name}.weight": layer.weight for name, layer in layers.items()}
    biases = {f"{name}.bias": layer.bias for name, layer in layers.items()}
    np.savez_compressed(
        path,
        same=net.same.item(),
        apart=net.apart.exp().item() / SIZE,
        **{name: one.detach().numpy().astype(np.float16) for name, one in weights.items()},
        **{name: one.detach().numpy() for name, one in biases.items()},
    )
