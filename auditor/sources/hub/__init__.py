"""The Hub as a source, and the only user of huggingface_hub, which is imported only when needed."""

from auditor.sources.hub.address import Address, plain, spelled
from auditor.sources.hub.hub import Hub
from auditor.sources.hub.source import HubSource

__all__ = ["Address", "Hub", "HubSource", "plain", "spelled"]
