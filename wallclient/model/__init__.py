"""What the wall knows: plain values and the tables that hold them. Pure: no I/O, no clock, no toolkit."""
