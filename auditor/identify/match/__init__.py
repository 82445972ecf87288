"""One text compared with the known ones: which license, where, and how exactly."""
