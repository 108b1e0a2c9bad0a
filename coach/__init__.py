"""Coach: scores the voicemails sales reps leave, on their own machine."""

__version__ = "0.1.0"
