"""git directories and packs, read as bytes: git itself is never run on what was downloaded."""

from auditor.sources.git.clone import git_directory
from auditor.sources.git.objects import BrokenError
from auditor.sources.git.source import ClonePast, merged
from auditor.sources.git.stream import Sent
from auditor.sources.git.walk import File, Trees, line

__all__ = ["BrokenError", "ClonePast", "File", "Sent", "Trees", "git_directory", "line", "merged"]
