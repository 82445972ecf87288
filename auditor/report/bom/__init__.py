"""Bills of materials: one reading of an audit, written as SPDX and as CycloneDX."""
