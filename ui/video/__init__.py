"""Tiles of moving pictures: which ring each shows, what its badge says, and how it is painted."""
