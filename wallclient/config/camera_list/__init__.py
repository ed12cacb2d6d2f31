"""The steps of reading a camera list: bytes to a table, headers to columns, rows to cameras."""
