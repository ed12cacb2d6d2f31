"""What the map is made of, one layer per file. A layer paints logical pixels and owns its own caches."""
