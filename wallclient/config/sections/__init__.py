"""The sections of wall.toml, one per file. Each field has type, bounds and a sentence for the docs."""
