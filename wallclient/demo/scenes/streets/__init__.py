"""The places the district's cameras look at, one function each.

Rule: a place only furnishes its stage; names of places are listed in `catalogue`.
"""
