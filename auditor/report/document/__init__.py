"""The content of a report, before any format lays it out: what one format says, every other says too."""
