"""Charts and figures: what the room's incidents add up to. Numbers are counted in pure modules first."""
