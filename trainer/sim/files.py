"""Where the files of a container lie, by its mounts: shared, kept, or gone with the task.

Stands for VO-1, VO-3, VO-4 and the table of section 6.
"""

from posixpath import normpath

from trainer.sim.model import AccessPoint, BlockVolume, ContainerInstance, Mount, Task, TaskDefinition, Volume
from trainer.sim.world import World
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A file's place and its path there."""

    place: str
    path: str
    read_only: bool = False

    @property
    def key(self) -> str:
        """The key of the stored file."""
        return f"{self.place} {self.path}"


def spot_of(world: World, task: Task, container: str, path: str) -> Spot:
    """Where a path inside of a container leads: through the deepest mount above it."""
    path = _joined("", path)
    definition = world.need(TaskDefinition, task.definition)
    mount = _mount_above(definition.spec(container).mounts, path)
    if mount is None:
        return Spot(f"container:{task.arn}:{container}", path)
    inner = path.removeprefix(mount.path.rstrip("/")) or "/"
    volume = next((one for one in definition.volumes if one.name == mount.volume), None)
    if volume is None:
        return Spot(f"task:{task.arn}:{mount.volume}", inner, mount.read_only)
    place, root = place_of(world, task, volume)
    return Spot(place, _joined(root, inner), mount.read_only)


def _joined(root: str, inner: str) -> str:
    """A path below a directory; always with one slash in front."""
    return "/" + normpath(f"{root}/{inner}").lstrip("/")


def place_of(world: World, task: Task, volume: Volume) -> tuple[str, str]:
    """The place of a volume and the directory in it that is mounted."""
    settings = volume.settings
    own = f"task:{task.arn}:{volume.name}"
    root = str(settings.get("rootDirectory") or "/")
    match volume.kind:
        case "efs":
            point = (settings.get("authorizationConfig") or {}).get("accessPointId") or ""
            found = world.get(AccessPoint, point)
            place = (settings["fileSystemId"], found.root if found is not None else root)
        case "s3files":
            place = (f"bucket:{settings.get('fileSystemArn', '')}", root)
        case "fsx":
            place = (f"fsx:{settings.get('fileSystemId', '')}", root)
        case "launch":
            made = [one.id for one in world.of(BlockVolume).values() if one.task == task.arn]
            place = (made[0] if made else own, "/")
        case "docker" if task.instance and settings.get("scope") == "shared":
            place = (f"host:{_host(world, task)}", f"/docker/{volume.name}")
        case "host" if task.instance and settings.get("sourcePath"):
            place = (f"host:{_host(world, task)}", str(settings["sourcePath"]))
        case _:
            place = (own, "/")
    return place


def _host(world: World, task: Task) -> str:
    return world.need(ContainerInstance, task.instance).host


def _mount_above(mounts: tuple[Mount, ...], path: str) -> Mount | None:
    above = [
        mount
        for mount in mounts
        if path == mount.path.rstrip("/") or path.startswith(f"{mount.path.rstrip('/')}/")
    ]
    return max(above, key=lambda mount: len(mount.path), default=None)
