"""git directories and packs, read as bytes: git itself is never run on what was downloaded."""

from auditor.sources.git.clone import git_directory
from auditor.sources.git.objects import BrokenError
from auditor.sources.git.source import ClonePast, merged, named
from auditor.sources.git.stream import Packfile
from auditor.sources.git.walk import File, Trees, line

__all__ = ["BrokenError", "ClonePast", "File", "Packfile", "Trees", "git_directory", "line", "merged", "named"]
