"""One function over many items, in worker processes: a crash or a hang costs one item."""

from coach.executors.cores import worker_count
from coach.executors.executor import Executor, InlineExecutor, PoolExecutor

__all__ = ["Executor", "InlineExecutor", "PoolExecutor", "worker_count"]
