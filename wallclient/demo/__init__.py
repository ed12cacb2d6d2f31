"""A simulated district over real protocols. Nothing outside may depend on it: the wall knows of no demo."""
