"""Archives in, tables out: the pipeline for more pages than one sitting, with a ledger that survives any death.

Like ``pipeline`` and ``library`` it sees every room. ``run`` makes the tables, ``link`` joins what they hold.
"""
