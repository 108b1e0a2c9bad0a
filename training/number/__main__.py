"""`python -m training.number`: compose, encode, train; what `make train-number` runs."""

from __future__ import annotations

import argparse
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from training.number.features import SHARD, WINDOWS, encode
from training.number.speech import REAL

HERE = Path(__file__).parent
SHIPPED = HERE.parent.parent / "coach" / "number"


def main() -> None:
    """Encode what is not there yet, then train what ships, or what leaves each speaker out."""
    parser = argparse.ArgumentParser(prog="python -m training.number", description=__doc__)
    parser.add_argument("--work", type=Path, default=HERE / "work", help="encoded windows (3 GB)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="folder for the weights")
    parser.add_argument("--left-out", type=Path, help="folder for weights without each speaker")
    parser.add_argument("--only", choices=("head", "resemblance"), help="train but one of the two")
    parser.add_argument("--jobs", type=int, default=2, help="processes, and threads to train")
    parser.add_argument("--epochs", type=int, default=6)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(args.jobs, mp_context=context) as pool:
        shards = range(0, WINDOWS, SHARD)
        list(pool.map(partial(encode, HERE / "speech", args.work), shards))
    if not args.left_out:
        _train(args, args.out, None)
        return
    for speaker in REAL:
        _train(args, args.left_out / speaker, speaker)


def _train(args: argparse.Namespace, folder: Path, without: str | None) -> None:
    """Train both networks into a folder, by the names they ship with."""
    from training.number import resemble, train

    folder.mkdir(parents=True, exist_ok=True)
    if args.only != "resemblance":
        head = train.train(train.Data(args.work, without), args.epochs, args.jobs)
        train.save(head, folder / "head.npz")
    if args.only != "head":
        net = resemble.train(resemble.Tokens(args.work, without))
        resemble.save(net, folder / "resemblance.npz")


if __name__ == "__main__":
    main()
