"""The version, also read by the wheel build: looking it up in the installed metadata would cost 20 ms at start-up."""

VERSION = "0.1.0"
