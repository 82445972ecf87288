"""Findings for systems that show a level and a place in a checkout: code scanning, annotations, test results."""
