"""Cameras of the district: where they hang, what they are called, and the files that tell of them."""
