from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from riwaya.link.cluster import average_link

SIZE = 7
similarities = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.integers(1, 100).map(lambda n: n / 100),
)


def test_a_chain_is_no_cluster() -> None:
    assert average_link(3, {(0, 1): 0.8, (1, 2): 0.7}, least=0.5) == [[0, 1], [2]]


def test_what_may_not_join_stays_apart() -> None:
    pairs = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.8}
    apart = average_link(3, pairs, least=0.5, may_join=lambda left, right: not {0, 1} <= {*left, *right})
    assert apart == [[0, 2], [1]]


@given(similarities)
def test_clusters_are_a_partition(pairs: dict[tuple[int, int], float]) -> None:
    clusters = average_link(SIZE, pairs, least=0.5)
    assert sorted(i for cluster in clusters for i in cluster) == list(range(SIZE))


@given(similarities)
def test_no_two_clusters_resemble_each_other_enough(pairs: dict[tuple[int, int], float]) -> None:
    for left, right in combinations(average_link(SIZE, pairs, least=0.5), 2):
        between = [pairs.get((min(i, j), max(i, j)), 0.0) for i in left for j in right]
        assert sum(between) / len(between) < 0.5 + 1e-9
