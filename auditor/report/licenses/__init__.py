"""What the licenses of rules/ say: the list, one of them whole, two side by side."""
