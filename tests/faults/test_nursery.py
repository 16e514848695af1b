"""What a test that fails leaves behind does not make the next one fail."""

from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.patience import Patience
from tests.faults.rivalry import a_rivalry
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow


async def test_a_service_that_a_test_leaves_over_serves_no_other(
    nursery: Nursery, cluster: Cluster, tmp_path: Path
) -> None:
    with nursery.one_test():
        with cluster.database() as url:
            town = await a_rivalry(nursery, tmp_path, url)
            service = town.service()
            service.line_with("at work")
        with cluster.database() as another:
            assert another != url
        assert service.is_alive()
    assert not service.is_alive()
    assert not town.street.child.is_alive()


def test_patience_ends_when_nothing_has_moved_for_so_long() -> None:
    now = 100.0
    patience = Patience(60, lambda: now)
    assert not patience.is_over(0)
    for done in range(1, 10):  # slowly, but it moves
        now += 59
        assert not patience.is_over(done)
    now += 60
    assert not patience.is_over(9)
    now += 1
    assert patience.is_over(9)
    assert patience.took == 9 * 59 + 61
