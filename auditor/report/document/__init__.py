"""The content of a report, before any format lays it out, so that all formats have the same content."""
