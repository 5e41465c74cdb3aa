"""Room 5, read-only faces: the terminal, the JSON contract, the command line and the generated reference."""
