"""The page of a report: header, clocks, map, departments, course, and what is near. Every text is escaped."""
