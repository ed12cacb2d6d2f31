"""What the room decides: lifecycle, clocks, circles, figures. Pure: no I/O, no clock, no toolkit."""
