"""Configuration files as typed values. All problems of a file come at once, with line, key, hint."""
