"""Sentences as vectors whose cosine says how alike they mean."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from coach.meaning.files import MODEL, MODEL_SHA256, TOKENIZER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
MOST_TOKENS = 128
"""The model was trained on sentences of at most this many tokens; the rest is left out."""

IDENTITY = f"all-MiniLM-L6-v2-int8@sha256:{MODEL_SHA256}"
"""Names the vectors: those of another model cannot be compared with these."""


class Meaning:
    """The model, loaded (0.3 s) when the first vector is asked for, one thread.

    Each sentence is run by itself: a vector does not depend on what it is asked for with.
    """

    identity = IDENTITY
    dimensions = DIMENSIONS
    _aside: Future[None] | None = None

    def load_aside(self) -> None:
        """Begin to load in a thread: it takes as long as importing all that judges a draft.

        What the model needs is imported before: numpy breaks where two threads import it at once.
        """
        if self._aside is None:
            for library in ("numpy", "onnxruntime", "tokenizers"):
                import_module(library)
            pool = ThreadPoolExecutor(1)
            self._aside = pool.submit(self._load)
            pool.shutdown(wait=False)

    def load(self) -> None:
        """Load now, rather than when the first vector is asked for; what was begun is awaited.

        Raises
        ------
        MissingError
            The model is not installed or damaged.
        """
        if self._aside is None:
            self._load()
        else:
            self._aside.result()

    def _load(self) -> None:
        _ = self._tokenizer, self._session

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors [n, 384], in the order of `texts`; equal texts cost once.

        Components are rounded to what float16 holds, so that a vector that was stored is
        the same as one made anew. A sentence of 10 words takes about 7 ms.

        Raises
        ------
        MissingError
            The model is not installed or damaged.
        """
        import numpy as np

        self.load()
        made = {text: self._vector(text) for text in dict.fromkeys(texts)}
        vectors = np.array([made[text] for text in texts], dtype=np.float16)
        return vectors.astype(np.float32).reshape(len(texts), DIMENSIONS)

    def _vector(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean: NDArray[np.float32] = self._session.run(None, feed)[0][0].mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_buffer(TOKENIZER.verified())
        tokenizer.no_padding()
        tokenizer.enable_truncation(MOST_TOKENS)
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only: nothing of the library's own on a terminal
        return onnxruntime.InferenceSession(
            MODEL.verified(), options, providers=["CPUExecutionProvider"]
        )
