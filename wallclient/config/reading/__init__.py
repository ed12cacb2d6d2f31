"""From TOML text to frozen structs, with all problems of the file. Knows no section of any file by name."""
