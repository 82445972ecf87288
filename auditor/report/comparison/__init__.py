"""Models side by side for one use."""
