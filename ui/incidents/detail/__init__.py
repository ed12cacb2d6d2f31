"""One incident in full: what is said of it as plain values, the sections that paint it, the chooser for
dispatch.
"""
