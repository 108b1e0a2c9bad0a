"""Coach: scores the voicemails sales reps leave, on their own machine."""

import os

__version__ = "0.1.0"

# onnxruntime 1.31 notes each use under the user's cache folder and sends it to its maker; its own
# disable_telemetry_events() comes too late. Whatever of coach is imported, this is run before it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
