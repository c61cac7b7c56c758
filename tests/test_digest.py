"""Digests, and the set hash that slices keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator import digest
from generator.digest import SetHash

members = st.lists(st.binary(max_size=8), max_size=12)


@given(st.lists(st.binary(max_size=6), max_size=6), st.lists(st.binary(max_size=6), max_size=6))
def test_where_a_part_ends_counts(left: list[bytes], right: list[bytes]) -> None:
    """Digests are equal only for the same parts, not for the same bytes cut elsewhere."""
    assert (digest.of(*left) == digest.of(*right)) == (left == right)


@given(members, st.randoms())
def test_a_set_hash_knows_no_order(parts: list[bytes], random: object) -> None:
    """Members may come in any order, and go again: what is left is what counts."""
    numbers = [SetHash.member(part) for part in parts]
    straight, shuffled = SetHash(), SetHash()
    for number in numbers:
        straight.add(number)
    random.shuffle(numbers)  # type: ignore[attr-defined]
    for number in (*numbers, 7):
        shuffled.add(number)
    shuffled.remove(7)
    assert (straight.digest, straight.count) == (shuffled.digest, shuffled.count)


@given(members)
def test_a_set_hash_goes_on_from_what_was_stored(parts: list[bytes]) -> None:
    """A slice's digest is stored and taken up again in the next build."""
    whole, first = SetHash(), SetHash()
    for part in parts:
        whole.add(SetHash.member(part))
        first = SetHash(first.digest, first.count)
        first.add(SetHash.member(part))
    assert whole.digest == first.digest
