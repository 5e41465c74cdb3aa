"""Scripts that keep the house: word-list lint, generated documentation."""
