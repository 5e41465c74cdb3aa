"""What lists articles: feeds, sitemaps, lists of feeds, pages of links; bytes in, addresses with dates out."""

from __future__ import annotations

from riwaya.ingest.feeds.listing import Child, Item, Listing
from riwaya.ingest.feeds.reader import Page, read_listing

__all__ = ["Child", "Item", "Listing", "Page", "read_listing"]
