"""The simulated district 澄湖区: areas, ground, cameras and workers.

Everything here is a function of a seed: the same seed gives the same district on every machine.
"""
