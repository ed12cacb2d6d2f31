"""Things a street is furnished with.

Rule: a sprite knows metres and colours; which scene it stands in is not its business.
"""
