"""What others do on the same articles in the same run: dateparser, datasketch, scikit-learn; and our own part of each.

They are the extra ``bench``; a package that is not installed is said to be absent, and its row stays without a figure.
"""

from __future__ import annotations

import re
import time
from importlib.util import find_spec

from bench import corpus
from bench.tasks import Figures, read_records

#: dateparser takes seconds for a text: so many are enough.
SEARCHED = 12
_WORD = re.compile(r"\w+")
#: Packages by the name of their import.
PACKAGES = {"dateparser": "dateparser", "datasketch": "datasketch", "sklearn": "scikit-learn"}


def present(name: str) -> bool:
    """True when the package is installed."""
    return find_spec(name) is not None


def dates(count: int) -> Figures:
    """Seconds of dateparser's search and of the layer of times over the first texts."""
    from riwaya.annotate.text import Reading
    from riwaya.annotate.times import times

    articles = read_records(corpus.records(min(count, SEARCHED)))
    readings = [Reading(article) for article in articles]
    times(articles[0], readings[0])
    began = time.process_time()
    for article, reading in zip(articles, readings, strict=True):
        times(article, reading)
    figures = {"texts": len(articles), "ours": time.process_time() - began}
    if present("dateparser"):
        from dateparser.search import search_dates

        search_dates("14 مارس 2025", languages=["ar"])
        began = time.process_time()
        for article in articles:
            search_dates(article.text, languages=["ar"])
        figures["dateparser"] = time.process_time() - began
    return figures


def copies(count: int) -> Figures:
    """Seconds to find near-duplicates: datasketch's MinHash and LSH, and ours."""
    from riwaya.link.copies import copies as find
    from riwaya.link.features import features

    articles = read_records(corpus.records(count))
    features(articles[0])
    began = time.process_time()
    find([features(article) for article in articles])
    figures = {"texts": len(articles), "ours": time.process_time() - began}
    if present("datasketch"):
        from datasketch import MinHash, MinHashLSH

        began = time.process_time()
        index = MinHashLSH(threshold=0.5, num_perm=128)
        for article in articles:
            words = _WORD.findall(article.text)
            hashed = MinHash(num_perm=128)
            hashed.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
            index.query(hashed)
            index.insert(article.id, hashed)
        figures["datasketch"] = time.process_time() - began
    return figures


def stories(count: int) -> Figures:
    """Seconds to cluster into stories: scikit-learn's TF-IDF with average linkage, and ours."""
    from riwaya.link.copies import copies as find
    from riwaya.link.features import features
    from riwaya.link.stories import stories as cluster

    articles = read_records(corpus.records(count))
    features(articles[0])
    began = time.process_time()
    found = [features(article) for article in articles]
    cluster(found, find(found))
    figures = {"texts": len(articles), "ours": time.process_time() - began}
    if present("sklearn"):
        from sklearn.cluster import AgglomerativeClustering
        from sklearn.feature_extraction.text import TfidfVectorizer

        began = time.process_time()
        vectors = TfidfVectorizer(token_pattern=r"\w+").fit_transform(article.text for article in articles)
        AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=0.72).fit(
            vectors.toarray()
        )
        figures["sklearn"] = time.process_time() - began
    return figures
