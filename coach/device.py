"""What the model runs on: the processor, or a graphics card that CTranslate2 can use."""

from __future__ import annotations

from coach.errors import UsageError

PROCESSOR, CARD, AUTO = "cpu", "cuda", "auto"
DEVICES = (PROCESSOR, CARD, AUTO)


def device(asked: str) -> str:
    """Return "cpu" or "cuda" for what was asked for; "auto" takes a card where there is one.

    Raises
    ------
    UsageError
        For another word, or for "cuda" where no card can be used.
    """
    if asked not in DEVICES:
        raise UsageError(f"--device {asked!r} is none of {', '.join(DEVICES)}.")
    if asked == PROCESSOR:
        return asked
    if _card_count():
        return CARD
    if asked == CARD:
        raise UsageError("--device cuda: CTranslate2 finds no graphics card it can use here.")
    return PROCESSOR


def _card_count() -> int:
    import ctranslate2

    return int(ctranslate2.get_cuda_device_count())
