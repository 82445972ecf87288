"""The Hub as a source, and the only door to huggingface_hub; nothing here imports it before it is needed."""

from auditor.sources.hub.address import Address, plain, spelled
from auditor.sources.hub.hub import Hub
from auditor.sources.hub.source import HubSource

__all__ = ["Address", "Hub", "HubSource", "plain", "spelled"]
