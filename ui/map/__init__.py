"""The grid map: ground, areas, cameras, workers and incidents on one local metric plane."""
