"""The Hub as a source, and the only door to huggingface_hub; nothing here imports it before it is needed."""

from auditor.sources.hub.address import Address, plain, spelled
from auditor.sources.hub.download import Downloaded, download, part_of, ready
from auditor.sources.hub.hub import Hub
from auditor.sources.hub.past import HubPast
from auditor.sources.hub.source import HubSource

__all__ = ["Address", "Downloaded", "Hub", "HubPast", "HubSource", "download", "part_of", "plain", "ready", "spelled"]
