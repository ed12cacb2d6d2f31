"""What `./run check` holds: format, lint, types, import rules, translations, generated files."""
