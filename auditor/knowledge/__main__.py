"""`python -m auditor.knowledge` compiles the rules of a checkout, for `make`."""

from auditor.knowledge import directory
from auditor.knowledge.compiled import built, compiled, stamp_of
from auditor.knowledge.rule_files import RuleFiles

if __name__ == "__main__":
    root = directory()
    place = built(root)
    place.parent.mkdir(exist_ok=True)
    written = place.with_suffix(".part")
    written.write_bytes(compiled(RuleFiles(root), stamp_of(root)))
    written.replace(place)
