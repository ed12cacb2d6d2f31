"""The cases of the story: what is reported, where, and how the departments bring it to an end."""
