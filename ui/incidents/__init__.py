"""Rows of incidents: the item model that follows the store, the text made ready for painting, the
delegate.
"""
