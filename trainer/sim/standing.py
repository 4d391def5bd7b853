"""How things beside ECS stand, each in a sentence: what `why` begins with.

Roles, repositories, file systems, secrets and log groups among them: reasons about tasks name them too, so
that `why` tells from either end.
"""

from collections.abc import Callable, Iterator
from typing import Any

from trainer.sim.behaviours.queues import delayed, in_flight, visible
from trainer.sim.model import (
    Bucket,
    DataItem,
    DataTable,
    EventRule,
    FileSystem,
    Host,
    Letter,
    LogGroup,
    LogStream,
    MountTarget,
    Queue,
    QueueMessage,
    RegistryImage,
    Repository,
    Role,
    Schedule,
    Secret,
    StoredFile,
    StoredObject,
    Subscription,
    Topic,
)
from trainer.sim.neighbours import RuleDue, ScheduleDue
from trainer.sim.numbers import counted
from trainer.sim.world import Record, World
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence on a thing, and the name by which reasons are about it."""

    text: str
    about: str
    rules: tuple[str, ...] = ()


def standing(world: World, name: str) -> Standing | None:
    """How the thing of that name, ARN or id stands; None when there is none beside ECS."""
    for table, told in _TOLD.items():
        for record in world.of(table).values():
            if name in _names(record):
                return told(world, record)
    if world.among(Letter, f"letters:{name}"):
        return Standing(
            f"the inbox {name} has {counted(len(world.among(Letter, f'letters:{name}')), 'letter')}", name
        )
    return None


def letters(world: World, address: str) -> list[str]:
    """The letters of an inbox, oldest first, in lines."""
    found = world.among(Letter, f"letters:{address}")
    if not found:
        return [f"No e-mail came to {address}."]
    return [
        line
        for one in found
        for line in (
            f"{world.wall(one.at_ms):%H:%M:%S}  {one.subject}",
            *(f"    {part}" for part in one.body.splitlines()),
        )
    ]


def _names(record: Any) -> Iterator[str]:
    """What a record goes by: its key, its ARN, its name; a message by the first digits of its id too."""
    yield record.key
    for field in ("arn", "name"):
        if hasattr(record, field):
            yield getattr(record, field)
    if isinstance(record, QueueMessage):
        yield record.id[:8]


def _rule(world: World, rule: EventRule) -> Standing:
    parts = [f"rule {rule.name} of bus {rule.bus} is {'ENABLED' if rule.enabled else 'DISABLED'}"]
    parts.append(
        f"it matched {counted(rule.matched, 'event')} and has {counted(len(rule.targets), 'target')}"
    )
    if rule.missed:
        parts.append(f"the latest event of its kind did not match: {rule.missed}")
    if rule.schedule:
        parts.append(_next(world, RuleDue(rule.key, rule.number)))
    return Standing("; ".join(parts), rule.arn, ("EB-2",) if rule.pattern else ("EB-1",))


def _schedule(world: World, schedule: Schedule) -> Standing:
    state = "ENABLED" if schedule.enabled else "DISABLED"
    when = _next(world, ScheduleDue(schedule.key, schedule.number))
    text = f"schedule {schedule.name} {schedule.expression} in {schedule.timezone} is {state}; {when}"
    return Standing(text, schedule.arn, ("EB-7",))


def _next(world: World, due: RuleDue | ScheduleDue) -> str:
    """When it comes next, as the agenda has it."""
    times = [entry.at_ms for entry in world.agenda if entry.event == due]
    return (
        f"it comes next at {world.wall(min(times)):%Y-%m-%d %H:%M:%S} UTC"
        if times
        else "it does not come any more"
    )


def _bucket(world: World, bucket: Bucket) -> Standing:
    objects = len(world.among(StoredObject, f"objects:{bucket.name}"))
    switch = "on" if bucket.eventbridge else "off: nothing that happens in it is told to EventBridge"
    text = (
        f"bucket {bucket.name} has {counted(objects, 'object')}; its EventBridge notifications are {switch}"
    )
    return Standing(text, bucket.name, ("EB-8",))


def _queue(world: World, queue: Queue) -> Standing:
    there, flying, late = (len(list(find(world, queue))) for find in (visible, in_flight, delayed))
    text = (
        f"queue {queue.name} has {counted(there, 'message')} to receive, {flying} in flight, {late} delayed"
    )
    return Standing(text, queue.arn, ("SQ-1",))


def _message(world: World, message: QueueMessage) -> Standing:
    text = f"message {message.id[:8]} of queue {message.queue.rpartition(':')[2]} "
    text += f"was received {counted(message.receives, 'time')}"
    if message.visible_ms > world.now_ms:
        text += f" and is hidden until {world.wall(message.visible_ms):%H:%M:%S}"
    return Standing(text, message.id, ("SQ-4",))


def _topic(world: World, topic: Topic) -> Standing:
    subscriptions = world.among(Subscription, f"subscriptions:{topic.arn}")
    confirmed = sum(one.confirmed for one in subscriptions)
    text = (
        f"topic {topic.name} has {counted(len(subscriptions), 'subscription')}, {confirmed} of them confirmed"
    )
    return Standing(text, topic.arn, ("EB-5",))


def _table(world: World, table: DataTable) -> Standing:
    return Standing(
        f"table {table.name} has {counted(len(world.among(DataItem, f'items:{table.name}')), 'item')}",
        table.name,
    )


def _role(_: World, role: Role) -> Standing:
    has = counted(len(role.attached) + len(role.inline), "policy").replace("policys", "policies")
    return Standing(f"role {role.name} has {has}", role.arn, ("RO-1",))


def _repository(world: World, repository: Repository) -> Standing:
    images = counted(len(world.among(RegistryImage, f"images:{repository.name}")), "image")
    return Standing(f"repository {repository.name} holds {images}", repository.arn, ("ER-1",))


def _file_system(world: World, system: FileSystem) -> Standing:
    zones = [one.availability_zone for one in world.of(MountTarget).values() if one.file_system == system.id]
    where = f"has mount targets in {', '.join(zones)}" if zones else "has no mount target"
    files = counted(len(world.among(StoredFile, f"files:{system.id}")), "file")
    return Standing(f"file system {system.id} {where} and holds {files}", system.id, ("VO-2", "VO-3"))


def _host(_: World, host: Host) -> Standing:
    text = f"instance {host.instance_id} is {host.state}"
    if host.trouble:
        text += f", and its agent does not register. Its log says: {host.trouble}"
    return Standing(text, host.instance_id, ("CI-1",))


def _log_group(world: World, group: LogGroup) -> Standing:
    streams = counted(len(world.among(LogStream, f"streams:{group.name}")), "stream")
    return Standing(f"log group {group.name} has {streams}", group.arn, ("OB-6",))


def _secret(_: World, secret: Secret) -> Standing:
    versions = counted(len(secret.versions), "version")
    return Standing(f"secret {secret.name} has {versions}", secret.arn, ("TD-16",))


_TOLD: dict[type[Record], Callable[[World, Any], Standing]] = {
    EventRule: _rule,
    Schedule: _schedule,
    Bucket: _bucket,
    Queue: _queue,
    Topic: _topic,
    DataTable: _table,
    QueueMessage: _message,
    Role: _role,
    Repository: _repository,
    FileSystem: _file_system,
    Host: _host,
    LogGroup: _log_group,
    Secret: _secret,
}
