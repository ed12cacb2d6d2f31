"""The map of a report: a folium map of our own areas and ground, without tiles or pictures."""
