"""The language: pure functions from strings to values. Knows no articles and no files."""
