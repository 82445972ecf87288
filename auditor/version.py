"""The version, where building the wheel reads it too: asking the installed metadata for it costs 20 ms of a start."""

VERSION = "0.1.0"
