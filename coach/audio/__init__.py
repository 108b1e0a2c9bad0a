"""Sound in and out: the only package that knows PyAV and pydub.

A recording's clock is the number of samples decoded from its start. Encoder delay that a file
declares (LAME's tag, an MP4 edit list, Opus's pre-skip) is not part of it; gaps between
timestamps are not filled. Importing this package loads neither library.
"""

from coach.audio.flac import MEDIA_TYPE, encode_flac
from coach.audio.header import sounds_like_audio
from coach.audio.level import level_dbfs, peak_dbfs
from coach.audio.sound import decode

__all__ = [
    "MEDIA_TYPE",
    "decode",
    "encode_flac",
    "level_dbfs",
    "peak_dbfs",
    "sounds_like_audio",
]
