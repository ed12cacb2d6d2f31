"""What the map is made of, one layer per file. A layer paints in logical pixels and owns only its own caches."""
