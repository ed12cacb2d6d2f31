"""Where the hub decides: commands, events of sources, lights of clocks."""
