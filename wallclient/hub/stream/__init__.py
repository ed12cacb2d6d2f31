"""Consumers of the event stream: what each one gets, and how it is sent."""
