"""The licenses that reach a model, or would: the data of a terms sheet and a table of duties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import spdx
from auditor.model import GoverningLicense

if TYPE_CHECKING:
    from auditor.engine.scene import Scene
    from auditor.model import Profile


def governing(scene: Scene) -> tuple[GoverningLicense, ...]:
    """Every license with a profile that an ancestor brought or the repository offers, ancestors first."""
    by_key: dict[str, GoverningLicense] = {}
    for edge in (edge for edge in scene.edges_in_scope if not edge.is_own_terms):
        brought = [(candidate.name, _profiles(scene, candidate.license or "")) for candidate in edge.candidates]
        for name, profiles in brought:
            for profile in profiles:
                certain = edge.firm and all(profile in others for _, others in brought)
                known = by_key.get(profile.key, GoverningLicense(profile=profile, certain=False))
                via = tuple(dict.fromkeys((*known.via, name)))
                by_key[profile.key] = known.replace(via=via, certain=known.certain or certain)
    for alternative in scene.alternatives:
        for license_id in alternative:
            for profile in _profiles(scene, license_id):
                known = by_key.get(profile.key, GoverningLicense(profile=profile))
                by_key[profile.key] = known.replace(offered=True, certain=True)
    return tuple(by_key.values())


def _profiles(scene: Scene, expression: str) -> list[Profile]:
    known = (scene.knowledge.profile(license_id) for license_id in sorted(spdx.ids(expression)))
    return [profile for profile in known if profile is not None]
