"""EC2: EBS volumes, as far as ECS makes them for tasks [VO-3, VO-6]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ec2 import making
from trainer.aws.operations.ec2.describing import Fields, asked, paged, tags_shown
from trainer.sim.kernel import Why, tell
from trainer.sim.model import BlockVolume, StoredFile
from trainer.sim.world import Gone, World

FILTERS: Fields = {
    "volume-id": lambda volume: volume["VolumeId"],
    "availability-zone": lambda volume: volume["AvailabilityZone"],
    "status": lambda volume: volume["State"],
    "volume-type": lambda volume: volume["VolumeType"],
    "size": lambda volume: str(volume["Size"]),
}


def _shown(world: World, volume: BlockVolume) -> dict[str, Any]:
    data: dict[str, Any] = {
        "AvailabilityZone": volume.availability_zone,
        "CreateTime": world.wall(volume.created_ms),
        "Encrypted": bool((volume.shown or {}).get("encrypted", False)),
        "Size": volume.size_gib,
        "SnapshotId": (volume.shown or {}).get("snapshotId", ""),
        "State": volume.state,
        "VolumeId": volume.id,
        "VolumeType": volume.type,
        "MultiAttachEnabled": False,
        "Attachments": [],
        **tags_shown(world, volume.id),
    }
    if (volume.shown or {}).get("iops"):
        data["Iops"] = (volume.shown or {})["iops"]
    return data


@reads
def describe_volumes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeVolumes."""
    shown = [_shown(world, volume) for volume in world.of(BlockVolume).values()]
    return paged(params, "Volumes", asked(shown, params, "VolumeIds", "VolumeId", "volume", FILTERS))


@changes
def delete_volume(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteVolume: only one that no task has."""
    volume = making.need(world, BlockVolume, "volume", params["VolumeId"])
    if volume.state == "in-use":
        raise Refusal("VolumeInUse", f"Volume {volume.id} is currently attached")
    for file in world.among(StoredFile, f"files:{volume.id}"):
        world.remove(Gone(StoredFile, file.key))
    world.remove(Gone(BlockVolume, volume.id))
    tell(world, Why((volume.id,), f"volume {volume.id} was deleted", ("VO-3",)))
    return {}


VOLUMES = {"DescribeVolumes": describe_volumes, "DeleteVolume": delete_volume}
