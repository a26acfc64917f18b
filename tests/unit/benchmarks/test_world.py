"""The made-up world: posts are held by one person after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.benchmarks.names import person_name, place_name
from tests.benchmarks.world import DAYS, World, chain, skewed

WORLD = World(50_000)


@pytest.mark.parametrize("post", range(0, WORLD.posts, 7))
def test_tenures_of_a_post_follow_each_other(post: int) -> None:
    """Nobody starts before the predecessor has gone, and nobody follows himself."""
    tenures = chain(WORLD, post)
    assert tenures
    for earlier, later in pairwise(tenures):
        assert earlier.end is not None
        assert earlier.start <= earlier.end < later.start
        assert earlier.holder != later.holder


@pytest.mark.parametrize("post", range(0, WORLD.posts, 11))
def test_bounds_hold_the_day_that_they_stand_for(post: int) -> None:
    """A month or a year begins before its days and ends after them."""
    for tenure in chain(WORLD, post):
        assert tenure.starts.first <= DAYS[tenure.start] <= tenure.starts.last
        assert (tenure.end is None) == (tenure.ends is None)
        if tenure.end is not None and tenure.ends is not None:
            assert tenure.ends.first <= DAYS[tenure.end] <= tenure.ends.last


def test_the_holder_on_a_day_is_the_one_in_office() -> None:
    """On the first and the last day of a tenure it is its holder."""
    for tenure in chain(WORLD, 3):
        assert WORLD.holder_on(3, tenure.start) == tenure
        assert WORLD.holder_on(3, len(DAYS) if tenure.end is None else tenure.end) == tenure
    assert WORLD.holder_on(3, -1) is None


def test_posts_and_persons_belong_to_states_that_there_are() -> None:
    """Whatever is drawn exists."""
    random = WORLD.random("test", 1)
    for state in range(WORLD.states):
        for _ in range(20):
            post = WORLD.some_post(random, state)
            assert 0 <= post < WORLD.posts
            assert WORLD.state_of_post(post) == state
            assert all(tenure.holder < WORLD.persons for tenure in chain(WORLD, post))


def test_a_world_grows_with_its_size() -> None:
    """More triples are more posts and states, up to as many states as there are."""
    small, large = World(10_000), World(10_000_000)
    assert small.states < large.states == 195
    assert small.posts < large.posts
    assert small.organisations < large.organisations


def test_some_come_up_much_more_often_than_others() -> None:
    """Real graphs have hubs, and queries about them are the slow ones."""
    random = WORLD.random("test", 2)
    drawn = [skewed(random, 100) for _ in range(2000)]
    assert all(0 <= number < 100 for number in drawn)
    assert sum(number < 10 for number in drawn) > 3 * sum(number >= 90 for number in drawn)


def test_states_have_names_of_their_own() -> None:
    """Two states of one name would make the text filter a lottery."""
    assert len({place_name(number) for number in range(195)}) == 195
    assert person_name(7) == person_name(7) != person_name(8)
