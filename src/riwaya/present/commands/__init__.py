"""Commands over a library, as thin as commands are: options in, a question to the library, lines or JSON out."""
