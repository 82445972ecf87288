"""COLLECT: a target becomes a Source, a list of files at one revision and bytes on demand."""

from auditor.disk_cache import Store, default_place
from auditor.sources.hub import Address, Hub, HubSource, plain, spelled
from auditor.sources.local import LocalSource
from auditor.sources.parallel import at_once
from auditor.sources.past import Eyes, Moment, Past
from auditor.sources.siblings import beside
from auditor.sources.stores.hub_repositories import Held, default_cache, held
from auditor.sources.target import from_hub, names_both, open_past, open_target

__all__ = [
    "Address",
    "Eyes",
    "Held",
    "Hub",
    "HubSource",
    "LocalSource",
    "Moment",
    "Past",
    "Store",
    "at_once",
    "beside",
    "default_cache",
    "default_place",
    "from_hub",
    "held",
    "names_both",
    "open_past",
    "open_target",
    "plain",
    "spelled",
]
