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
SHIPPED = HERE.parent.parent / "coach" / "number" / "head.npz"


def main() -> None:
    """Encode what is not there yet, then train one head, or those that leave a speaker out."""
    parser = argparse.ArgumentParser(prog="python -m training.number", description=__doc__)
    parser.add_argument("--work", type=Path, default=HERE / "work", help="encoded windows (3 GB)")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="where the weights go")
    parser.add_argument("--left-out", type=Path, help="folder for one head without each speaker")
    parser.add_argument("--jobs", type=int, default=2, help="processes, and threads to train")
    parser.add_argument("--epochs", type=int, default=6)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(args.jobs, mp_context=context) as pool:
        shards = range(0, WINDOWS, SHARD)
        list(pool.map(partial(encode, HERE / "speech", args.work), shards))
    from training.number.train import Data, save, train

    if args.left_out:
        args.left_out.mkdir(parents=True, exist_ok=True)
        for speaker in REAL:
            data = Data(args.work, without=speaker)
            save(train(data, args.epochs, args.jobs), args.left_out / f"{speaker}.npz")
        return
    save(train(Data(args.work), args.epochs, args.jobs), args.out)


if __name__ == "__main__":
    main()
