"""Audio to words. The only file that knows Whisper: faster-whisper and CTranslate2.

Each window of at most 30 s is encoded with 5 s of silence behind it instead of all that is
missing to 30 s, decoded with a beam and without timestamp tokens, and the words are then timed by
aligning the text with the same encoder output. A reading that leaves voice without words, loops,
repeats its end in no time or is unsure of itself is made again from the whole 30 s. That reads
no worse than faster-whisper's own loop, never loses the words at a window's seam, and keeps every
repetition: nothing here penalises, filters or forbids saying a thing twice.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coach.records import SAMPLE_RATE_HZ, Span, Word
from coach.utterance import LOOP_COMPRESSION_RATIO, Utterance, is_doubtful

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

BEAM_SIZE = 5
WINDOW_S = 30.0
"""Whisper's window."""

SPARE_S = 5.0
"""Silence encoded behind a clip. Whisper learnt on 30 s; with 2 to 10 s of spare it reads as well
(0.1 points of word error rate) but for what `coach.utterance` tells (docs/performance.md)."""

FRAMES_A_SECOND = 100
OPENING_MARKS, CLOSING_MARKS = "\"'([{-", "\"'.,!?:)]}"


@dataclass(frozen=True, slots=True)
class Encoded:
    """The encoder's answer for one window [<= 30 s]: what is decoded, aligned, and heard.

    `output` is CTranslate2's own; `frame_count` counts mel frames of 10 ms that hold sound, and
    `context_s` is how much was encoded, silence behind the sound included [<= 30 s].
    """

    window: Span
    output: Any
    frame_count: int
    context_s: float = WINDOW_S

    @property
    def frames(self) -> NDArray[np.float32]:
        """The encoder's frames of 20 ms that hold sound [n, width]."""
        import numpy as np

        output = np.asarray(self._on_processor())
        return np.asarray(output[0, : (self.frame_count + 1) // 2], np.float32)

    def _on_processor(self) -> Any:
        """The output where numpy can read it; a card gives it in half precision on the card."""
        if getattr(self.output, "device", "cpu") == "cpu":
            return self.output
        from ctranslate2 import DataType, Device

        return self.output.to_device(Device.cpu).to(DataType.float32)


@dataclass(frozen=True, slots=True)
class _Decoded:
    tokens: list[int]
    mean_logprob: float
    no_speech_probability: float
    compression_ratio: float


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A loaded model; `load` makes one a process."""

    model: Any
    language: str

    @property
    def tokenizer(self) -> Any:
        """faster-whisper's tokenizer, set to transcribe in `language`."""
        return _tokenizer(self.model, self.language)

    def language_probabilities(self, samples: NDArray[np.float32]) -> dict[str, float]:
        """How likely each language is (sum 1) in the first 30 s; empty for English-only models."""
        if not self.model.model.is_multilingual:
            return {}
        encoded, _ = self._encode(samples, WINDOW_S)
        found = self.model.model.detect_language(encoded)[0]
        return {token[2:-2]: probability for token, probability in found}

    def encoded(
        self, samples: NDArray[np.float32], window: Span, context_s: float = WINDOW_S
    ) -> Encoded:
        """Encode one window of a recording, `samples` being the whole recording's.

        `context_s` [<= 30 s] is how long the window is for the encoder, with silence behind.
        """
        clip = samples[_sample(window.start_s) : _sample(window.end_s)]
        return Encoded(window, *self._encode(clip, context_s), context_s)

    def heard(
        self,
        samples: NDArray[np.float32],
        window: Span,
        lacking_s: Callable[[Sequence[Word]], float] = lambda words: 0.0,
    ) -> tuple[Encoded, Utterance]:
        """Put one window [<= 30 s] of a recording into words; give what was encoded, too.

        `lacking_s` tells how many seconds of voice a reading leaves without words. Where there
        are any in the whole window's reading, it is read again with timestamp tokens, and the
        fuller reading counts: each way now and then loses a number that the other keeps.
        """
        encoded = self.encoded(samples, window, min(WINDOW_S, window.duration_s + SPARE_S))
        first = self._read(encoded, timestamps=False)
        lacking = lacking_s(first.words)
        if encoded.context_s < WINDOW_S and (lacking or is_doubtful(first)):
            encoded = self.encoded(samples, window)
            first = self._read(encoded, timestamps=False)
            lacking = lacking_s(first.words)
        if not lacking:
            return encoded, first
        second = self._read(encoded, timestamps=True)
        return encoded, second if lacking_s(second.words) < lacking else first

    def _read(self, encoded: Encoded, *, timestamps: bool) -> Utterance:
        decoded = self._decode(encoded.output, beam_size=BEAM_SIZE, timestamps=timestamps)
        if decoded.compression_ratio > LOOP_COMPRESSION_RATIO:
            decoded = self._decode_out_of_loop(encoded.output, decoded)
        return _utterance(encoded.window, self._timed(decoded.tokens, encoded), decoded)

    def quick_text(self, samples: NDArray[np.float32], window: Span) -> str:
        """Hear roughly what is said, at a fraction of the cost: one guess, a short window."""
        clip = samples[_sample(window.start_s) : _sample(window.end_s)]
        encoded, _ = self._encode(clip, min(WINDOW_S, window.duration_s + QUICK_SPARE_S))
        most = 8 + int(QUICK_TOKENS_A_SECOND * window.duration_s)
        decoded = self._decode(encoded, beam_size=1, max_tokens=most)
        return str(self.tokenizer.decode(decoded.tokens)).strip()

    def _encode(self, clip: NDArray[np.float32], context_s: float) -> tuple[Any, int]:
        from faster_whisper.audio import pad_or_trim

        features = self.model.feature_extractor(clip)
        frames = min(features.shape[-1] - 1, round(context_s * FRAMES_A_SECOND))
        padded = pad_or_trim(features[:, :frames], round(context_s * FRAMES_A_SECOND))
        return self.model.encode(padded), frames

    def _decode(
        self,
        encoded: Any,
        *,
        beam_size: int,
        max_tokens: int | None = None,
        no_repeat: int = 0,
        timestamps: bool = False,
    ) -> _Decoded:
        from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

        tokenizer = self.tokenizer
        prompt = [*tokenizer.sot_sequence, *([] if timestamps else [tokenizer.no_timestamps])]
        limit = self.model.max_length if max_tokens is None else len(prompt) + max_tokens
        result = self.model.model.generate(
            encoded,
            [prompt],
            beam_size=beam_size,
            max_length=min(limit, self.model.max_length),
            return_scores=True,
            return_no_speech_prob=True,
            no_repeat_ngram_size=no_repeat,
            max_initial_timestamp_index=50,
            suppress_tokens=list(get_suppressed_tokens(tokenizer, [-1])),
        )[0]
        tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
        mean = result.scores[0] * len(tokens) / (len(tokens) + 1)
        text = tokenizer.decode(tokens).strip()
        ratio = get_compression_ratio(text) if text else 0.0
        return _Decoded(tokens, mean, result.no_speech_prob, ratio)

    def _decode_out_of_loop(self, encoded: Any, looped: _Decoded) -> _Decoded:
        """Only for text already known to loop: forbid runs no telephone number needs."""
        other = self._decode(encoded, beam_size=BEAM_SIZE, no_repeat=14)
        return other if other.compression_ratio < looped.compression_ratio else looped

    def _timed(self, tokens: list[int], encoded: Encoded) -> tuple[Word, ...]:
        from faster_whisper.transcribe import merge_punctuations

        count = encoded.frame_count
        if not tokens or count < 4:  # CTranslate2 divides by the number of frames
            return ()
        found = self.model.find_alignment(self.tokenizer, [tokens], encoded.output, count)[0]
        merge_punctuations(found, OPENING_MARKS, CLOSING_MARKS)
        return _words([item for item in found if item["word"].strip()], encoded.window)


def _words(found: list[dict[str, Any]], window: Span) -> tuple[Word, ...]:
    """Whole words, and the groups of a number ("-555") each with its own time.

    What else Whisper hangs on without a space ("-hearted", "%") belongs to the word before.
    """
    words: list[Word] = []
    for item in found:
        text = item["word"].strip()
        start_s, end_s = (
            round(min(window.start_s + float(item[edge]), window.end_s), 3)
            for edge in ("start", "end")
        )
        probability = round(float(item["probability"]), 4)
        hangs_on = bool(words) and not item["word"].startswith(" ")
        if hangs_on and not GROUP.fullmatch(text):
            before = words[-1]
            least = min(before.probability, probability)
            words[-1] = Word(before.text + text, before.start_s, end_s, least)
        else:
            words.append(Word(text, start_s, end_s, probability))
    return tuple(words)


GROUP = re.compile(r"-\d+[.,?!;:]*")
QUICK_SPARE_S = 5.0
QUICK_TOKENS_A_SECOND = 6


def _utterance(window: Span, words: tuple[Word, ...], decoded: _Decoded) -> Utterance:
    return Utterance(
        window=window,
        words=words,
        mean_logprob=round(decoded.mean_logprob, 4),
        no_speech_probability=round(decoded.no_speech_probability, 4),
        compression_ratio=round(decoded.compression_ratio, 3),
    )


def _sample(time_s: float) -> int:
    return max(0, round(time_s * SAMPLE_RATE_HZ))


@functools.cache
def load(folder: str, language: str, threads: int, device: str = "cpu") -> Recogniser:
    """Load a CTranslate2 Whisper model once a process, in int8 on the processor ("cpu")."""
    from faster_whisper import WhisperModel

    kind = "int8" if device == "cpu" else "int8_float16"
    model = WhisperModel(folder, device=device, compute_type=kind, cpu_threads=threads)
    return Recogniser(model=model, language=language)


@functools.cache
def _tokenizer(model: Any, language: str) -> Any:
    from faster_whisper.tokenizer import Tokenizer

    return Tokenizer(
        model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
    )
