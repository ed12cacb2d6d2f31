"""The event log: SQLite on disk, one writer thread, and the asyncio face of both."""
