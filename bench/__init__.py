"""Is it fast? One command, and a table with the machine, the versions, documents a second and memory."""
