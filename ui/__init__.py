"""Everything that needs Qt. May import wallclient; wallclient never imports this package."""
