"""The page an editor keeps open: a web application over a library, in Arabic first (``docs/web.md``)."""
