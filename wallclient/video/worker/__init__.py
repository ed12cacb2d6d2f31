"""The decoder process. Nothing of Qt and nothing of the pool is imported here; it dies with its parent."""
