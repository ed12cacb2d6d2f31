"""Pictures in shared memory. The bottom layer: it imports nothing of the project."""
