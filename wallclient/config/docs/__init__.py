"""docs/config.md and docs/layouts.md, made from the structs that read the files. Never edit them by hand."""
