"""Is it right? Gold of our own writing, the scorer, the floors and the gate."""
