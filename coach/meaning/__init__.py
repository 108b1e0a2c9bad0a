"""What a sentence means, as a vector: all-MiniLM-L6-v2 on onnxruntime, on this machine.

The weights come as a Python package, the tokenizer with coach; both are checked by digest.
"""

from coach.meaning.embedding import DIMENSIONS, IDENTITY, MOST_TOKENS, Meaning
from coach.meaning.files import MODEL, TOKENIZER

__all__ = ["DIMENSIONS", "IDENTITY", "MODEL", "MOST_TOKENS", "TOKENIZER", "Meaning"]
