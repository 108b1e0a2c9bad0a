"""The drop folder: pure parts, the whole turned by hand, and real processes with a stub."""
