"""The local metric plane: projection, shapes of areas and lines, and the view onto it. Pure but for paths."""
