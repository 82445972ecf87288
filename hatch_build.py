"""Build hook: the wheel carries the rules compiled, so that no start of auditor parses TOML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulesHook(BuildHookInterface[Any]):
    """Adds `auditor/_rules/rules.bin`; an editable install reads the rules of its checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules of this tree."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from auditor.knowledge.compiled import CompiledRules, compiled  # noqa: PLC0415 - of the tree being built
            from auditor.knowledge.rule_files import RuleFiles  # noqa: PLC0415
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory()
        place = Path(self._folder.name) / CompiledRules.FILE
        place.write_bytes(compiled(RuleFiles(Path(self.root) / "rules")))
        build_data["force_include"][str(place)] = f"auditor/_rules/{CompiledRules.FILE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled, which the wheel has now."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
