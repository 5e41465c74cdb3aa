"""Fetching from the web, politely and with care: only public machines, only so much, only so long."""

from __future__ import annotations

from riwaya.ingest.fetch.fetcher import Fetcher, Limits
from riwaya.ingest.fetch.guard import Guard
from riwaya.ingest.fetch.manners import Clock, Retry, SystemClock
from riwaya.ingest.fetch.records import LISTING, PAGE, Answer, Fetched, Refused, Unchanged, Validators

__all__ = [
    "LISTING",
    "PAGE",
    "Answer",
    "Clock",
    "Fetched",
    "Fetcher",
    "Guard",
    "Limits",
    "Refused",
    "Retry",
    "SystemClock",
    "Unchanged",
    "Validators",
]
