"""A lab that one's own tools work in: their calls are seen, checked and undone in the screen."""

import asyncio
import re
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.tui.snapshots import press, settled, shown
from trainer.activities.desk import Desk
from trainer.tui.app import TrainerApp
from trainer.tui.door import Door
from trainer.tui.screens.lab import LabScreen


def client(url: str, service: str) -> Any:
    """botocore as a learner's own program would use it."""
    session = botocore.session.Session()
    session.set_credentials("simulated", "simulated")
    config = Config(retries={"total_max_attempts": 1})
    return session.create_client(service, region_name="us-east-1", endpoint_url=url, config=config)


async def test_calls_of_another_tool_are_seen_and_undone(bakery_desk: Desk) -> None:
    app = TrainerApp(bakery_desk, Door("lab", "first-oven", port=0))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "simulated account" in shown(app)
        found = re.search(r"AWS_ENDPOINT_URL=(http://127[.]0[.]0[.]1:[0-9]+)", shown(app))
        assert found is not None
        ecs = await asyncio.to_thread(client, found[1], "ecs")
        made = await asyncio.to_thread(ecs.create_cluster, clusterName="pantry")
        assert made["cluster"]["status"] == "ACTIVE"
        await settled(pilot)
        assert isinstance(app.screen, LabScreen)
        assert app.screen.work.standing.lines[-1] == "aws ecs create-cluster --cluster-name pantry"
        assert "cluster pantry" in shown(app)
        await press(pilot, "f8")
        assert "cluster pantry" not in shown(app)
        assert (await asyncio.to_thread(ecs.list_clusters))["clusterArns"] == []
        with pytest.raises(ClientError, match="ClusterNotFoundException"):
            await asyncio.to_thread(ecs.list_services, cluster="pantry")
        await settled(pilot)
        assert "An error occurred (ClusterNotFoundException)" in shown(app)
