"""What happens in the simulated district: incidents and those who work on them, sensors, meetings, figures.

`Story` is a pure generator (time in, events and commands out); only `driver` talks to a hub.
"""
