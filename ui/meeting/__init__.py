"""What the meeting pane is made of: which meeting, where each participant stands, the list of who is
there.
"""
