"""What a layout can place. The table kind → class is in `factory`."""
