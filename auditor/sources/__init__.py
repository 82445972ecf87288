"""COLLECT: a target becomes a Source: a list of files at one revision, and their bytes on demand."""

from auditor.disk_cache import Store, default_place
from auditor.sources.above import paper_above
from auditor.sources.hub import Address, Hub, HubSource, plain, spelled
from auditor.sources.local import LocalSource
from auditor.sources.parallel import in_parallel
from auditor.sources.past import Commit, FileFilters, Past
from auditor.sources.siblings import Folders, sibling_finder
from auditor.sources.stores.entries import StoreEntry, store_entries
from auditor.sources.stores.hub_repositories import CachedRepository, cached_repositories, default_cache
from auditor.sources.target import from_hub, names_both, open_past, open_target
from auditor.sources.view import View

__all__ = [
    "Address",
    "CachedRepository",
    "Commit",
    "FileFilters",
    "Folders",
    "Hub",
    "HubSource",
    "LocalSource",
    "Past",
    "Store",
    "StoreEntry",
    "View",
    "cached_repositories",
    "default_cache",
    "default_place",
    "from_hub",
    "in_parallel",
    "names_both",
    "open_past",
    "open_target",
    "paper_above",
    "plain",
    "sibling_finder",
    "spelled",
    "store_entries",
]
