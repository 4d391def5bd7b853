"""What must hold in every world after every step, and what must never be.

Asserted by tests; `broken` finds what does not hold, `illegal` which change between two moments may not be.
"""

from collections.abc import Iterator

from trainer.sim.behaviours.instances import RESERVED_TCP
from trainer.sim.behaviours.launching import WAITING_MAX
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import (
    AutoScalingGroup,
    BlockVolume,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    GroupInstance,
    GroupPolicy,
    Host,
    InstanceProfile,
    InstanceStatus,
    Lifecycle,
    Queue,
    QueueMessage,
    RegistryImage,
    Repository,
    Resources,
    Role,
    Scheduling,
    Service,
    StopCode,
    StoredFile,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskStatus,
    Waiting,
    Worker,
)
from trainer.sim.rollout import bounds
from trainer.sim.world import World

ORDER = {status: place for place, status in enumerate(TaskStatus)}


def broken(world: World) -> Iterator[str]:
    """Everything that does not hold, in sentences."""
    for instance in world.of(ContainerInstance).values():
        yield from _of_instance(world, instance)
    for task in world.of(Task).values():
        yield from _of_task(task)
    for service in world.of(Service).values():
        yield from _of_service(world, service)
    for target in world.of(Target).values():
        yield from _of_target(world, target)
    yield from _of_queues(world)
    yield from _of_capacity(world)
    yield from _of_files(world)
    yield from _of_registry(world)
    yield from _of_causes(world)
    if world.copy().rebuilt().index != world.index:
        yield "the index does not match the tables"


def illegal(before: World, after: World) -> Iterator[str]:
    """Every change between two moments that ECS would never make."""
    for arn, task in after.of(Task).items():
        old = before.get(Task, arn)
        if old is None:
            continue
        if ORDER[task.last_status] < ORDER[old.last_status]:
            yield f"task {arn} went from {old.last_status} back to {task.last_status}"
        if old.desired_status == "STOPPED" and task.desired_status == "RUNNING":
            yield f"task {arn} was told to stop and is wanted again"
        if task.version < old.version:
            yield f"task {arn}: its version fell"
        if old.healthy and old.wanted and not task.wanted:
            yield from _below_minimum(after, task)
    yield from _lost(before, after)


def _lost(before: World, after: World) -> Iterator[str]:
    """A message goes only when who received it deletes it, when it is too old, or with its queue; none comes
    twice to two at a time [A3 of 10.3]."""
    for message in before.of(QueueMessage).values():
        now = after.get(QueueMessage, message.id)
        queue = after.get(Queue, message.queue)
        if now is not None:
            early = now.receives > message.receives and message.visible_ms > after.now_ms
            if early:
                yield f"message {message.id} was received again before its visibility timeout was over"
            continue
        old = queue is not None and after.now_ms - message.sent_ms >= queue.retention_s * SECOND_MS
        purged = queue is not None and queue.purged_ms == after.now_ms
        if queue is not None and not old and not purged and not message.receipt:
            yield f"message {message.id} of queue {queue.name} is gone and was never received"


def _below_minimum(world: World, stopped: Task) -> Iterator[str]:
    """The service scheduler never stops a healthy task when fewer than `lower` would be left [DP-1]."""
    service = world.get(Service, stopped.service)
    if service is None or service.status != "ACTIVE" or service.scheduling is Scheduling.DAEMON:
        return
    if stopped.stop_code is not StopCode.SERVICE_SCHEDULER_INITIATED:
        return
    lower, _ = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)
    left = sum(task.healthy and task.wanted for task in world.among(Task, f"service:{service.arn}"))
    if left < lower:
        yield f"service {service.name}: {left} healthy tasks left, {lower} must stay"


def _of_instance(world: World, instance: ContainerInstance) -> Iterator[str]:
    """Reserved is the sum over the tasks, and never more than there is [CI-7, RA-1 … RA-4]."""
    if instance.status is InstanceStatus.INACTIVE:
        return
    tasks = world.among(Task, f"instance:{instance.arn}")
    tcp = sorted([*RESERVED_TCP, *(port for task in tasks for port in task.needs.tcp)])
    expected = Resources(
        sum(task.needs.cpu for task in tasks),
        sum(task.needs.memory for task in tasks),
        tuple(tcp),
        tuple(sorted(port for task in tasks for port in task.needs.udp)),
        sum(task.needs.enis for task in tasks),
    )
    if instance.used != expected:
        yield f"{instance.short}: reserved {instance.used}, its tasks need {expected}"
    has, used = instance.registered, instance.used
    if used.cpu > has.cpu or used.memory > has.memory or used.enis > has.enis:
        yield f"{instance.short} is over-committed: {used} of {has}"
    if len(set(tcp)) != len(tcp):
        yield f"{instance.short}: a port is given twice: {tcp}"


def _of_task(task: Task) -> Iterator[str]:
    if (task.last_status is TaskStatus.STOPPED) != (task.stopped_ms is not None):
        yield f"task {task.id}: {task.last_status} with stoppedAt {task.stopped_ms}"
    if task.last_status is TaskStatus.STOPPED and (not task.stop_code or not task.stopped_reason):
        yield f"task {task.id} is STOPPED without a reason"
    if ORDER[task.last_status] > ORDER[TaskStatus.RUNNING] and task.desired_status != "STOPPED":
        yield f"task {task.id} is {task.last_status} and wanted"
    if task.launch_type == "FARGATE" and task.instance:
        yield f"task {task.id} is on Fargate and has a container instance"
    times = [task.created_ms, task.pull_started_ms, task.pull_stopped_ms, task.started_ms, task.stopped_ms]
    known = [time for time in times if time is not None]
    if known != sorted(known):
        yield f"task {task.id}: its times are out of order: {times}"


def _of_service(world: World, service: Service) -> Iterator[str]:
    """Never more tasks than the maximum allows, as long as the desired count does not fall [DP-1]."""
    if service.status == "INACTIVE" and world.among(Task, f"service:{service.arn}"):
        yield f"service {service.name} is INACTIVE and has tasks"
    if sum(one.status == "PRIMARY" for one in service.deployments) != (0 if service.external else 1):
        yield f"service {service.name} has not exactly one PRIMARY deployment"
    if sum(one.status == "PRIMARY" for one in service.task_sets) > 1:
        yield f"service {service.name} has more than one PRIMARY task set"
    if len(service.messages) > 100:
        yield f"service {service.name} keeps more than 100 messages"
    if service.wake_ms is not None and service.wake_ms < world.now_ms:
        yield f"service {service.name} was to be looked at {world.now_ms - service.wake_ms} ms ago"


def _of_target(world: World, target: Target) -> Iterator[str]:
    """Only a task that is there has targets in service, and no signal before they drain [TL-4, TH-5]."""
    if target.group not in world.of(TargetGroup):
        yield f"target {target.key} has no target group"
    if not target.task or target.state is TargetState.DRAINING:
        return
    task = world.get(Task, target.task)
    if task is not None and ORDER[task.last_status] > ORDER[TaskStatus.DEACTIVATING]:
        yield f"target {target.key} is {target.state} and its task {task.last_status}"
    if target.state is TargetState.UNHEALTHY and task is not None and task.healthy and task.wanted:
        yield f"task {task.id} counts as healthy with an unhealthy target"


def _of_queues(world: World) -> Iterator[str]:
    """Messages lie in queues that exist, and a worker holds what nobody else holds."""
    queues = world.of(Queue)
    for message in world.of(QueueMessage).values():
        if message.queue not in queues:
            yield f"message {message.id} lies in no queue"
        if message.receives and message.first_received_ms is None:
            yield f"message {message.id} was received at no time"
        if not message.shown and message.visible_ms < world.now_ms:
            yield f"message {message.id} is hidden, though its time came at {message.visible_ms}"
    held = [worker.receipt for worker in world.of(Worker).values() if worker.receipt]
    if len(set(held)) != len(held):
        yield "two workers hold the same receipt"
    for worker in world.of(Worker).values():
        if worker.task not in world.of(Task):
            yield f"a worker of queue {worker.queue} has no task"


def _of_files(world: World) -> Iterator[str]:
    """What lasts as long as a task is gone with it; an attached volume lies in its zone [VO-3, VO-4]."""
    for file in world.of(StoredFile).values():
        if not file.place.startswith(("task:", "container:")):
            continue
        owner = world.get(Task, file.task)
        if owner is not None and owner.last_status is TaskStatus.STOPPED:
            yield f"{file.key} outlives its task"
    for volume in world.of(BlockVolume).values():
        task = world.get(Task, volume.task)
        if volume.state != "in-use" or task is None:
            continue
        if task.availability_zone and volume.availability_zone != task.availability_zone:
            yield f"volume {volume.id} lies in {volume.availability_zone}, its task elsewhere"


def _of_registry(world: World) -> Iterator[str]:
    """A tag means one image of its repository [ER-6]; an expiry is planned while there is a policy."""
    meant: set[str] = set()
    for image in world.of(RegistryImage).values():
        if image.repository not in world.of(Repository):
            yield f"image {image.key} lies in no repository"
        for tag in image.tags:
            name = f"{image.repository}:{tag}"
            if name in meant:
                yield f"{name} means two images"
            meant.add(name)
    for profile in world.of(InstanceProfile).values():
        if profile.role and profile.role not in world.of(Role):
            yield f"instance profile {profile.name} holds a role that is not there"


def over_maximum(world: World) -> Iterator[str]:
    """Replica services with more tasks than `maximumPercent` allows [DP-1]; none if no count is lowered."""
    for service in world.of(Service).values():
        if service.scheduling is Scheduling.DAEMON or service.status != "ACTIVE":
            continue
        upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)[1]
        alive = len(world.among(Task, f"service:{service.arn}"))
        if alive > upper:
            yield f"service {service.name}: {alive} tasks, at most {upper} allowed"


def _of_capacity(world: World) -> Iterator[str]:
    """Groups inside their bounds, none of their instances an orphan, waiting tasks and providers in order."""
    for group in world.of(AutoScalingGroup).values():
        if not group.minimum <= group.desired <= group.maximum:
            yield f"{group.name} wants {group.desired}, not {group.minimum} to {group.maximum}"
    for member in world.of(GroupInstance).values():
        if member.group not in world.of(AutoScalingGroup):
            yield f"{member.instance_id} belongs to group {member.group}, which is gone"
        host = world.get(Host, member.instance_id)
        if host is None or host.group != member.group:
            yield f"{member.instance_id} is an orphan of group {member.group}"
        elif member.lifecycle is Lifecycle.IN_SERVICE and member.healthy and host.state != "running":
            yield f"{member.instance_id} is in service and {host.state}"
    for host in world.of(Host).values():
        if host.group and host.state != "terminated" and host.instance_id not in world.of(GroupInstance):
            yield f"{host.instance_id} of group {host.group} is {host.state} and no longer the group's"
    for waiting in world.of(Waiting).values():
        task = world.get(Task, waiting.task)
        if task is None or task.instance or task.last_status is not TaskStatus.PROVISIONING:
            yield f"{waiting.task} waits for room and is {task.last_status if task else 'gone'}"
    for cluster in world.of(Cluster).values():
        if len(world.among(Waiting, f"waiting:{cluster.arn}")) > WAITING_MAX:
            yield f"cluster {cluster.name} lets more than {WAITING_MAX} tasks wait"
    yield from _of_providers(world)


def _of_providers(world: World) -> Iterator[str]:
    """A provider with managed scaling has one policy for its one cluster; its instances are of its group."""
    for provider in world.of(CapacityProvider).values():
        users = [one for one in world.of(Cluster).values() if provider.name in one.capacity_providers]
        policies = [one for one in world.of(GroupPolicy).values() if one.provider == provider.name]
        if provider.managed_scaling and len(users) > 1:
            yield f"{provider.name} scales for {len(users)} clusters"
        wanted = bool(users) and provider.managed_scaling and provider.group in world.of(AutoScalingGroup)
        if len(policies) != wanted:
            yield f"{provider.name} has {len(policies)} policies and {len(users)} clusters"
    for instance in world.of(ContainerInstance).values():
        if instance.status is InstanceStatus.INACTIVE or not instance.provider:
            continue
        host, own = world.get(Host, instance.host), world.get(CapacityProvider, instance.provider)
        if own is None or host is None or host.group not in ("", own.group):
            yield f"{instance.short} belongs to provider {instance.provider} without being of its group"


def _of_causes(world: World) -> Iterator[str]:
    """Every reason comes from an earlier one or from none, every event to come from one that exists."""
    for reason in world.reasons:
        if reason.because >= reason.id:
            yield f"reason {reason.id} comes from the later {reason.because}"
    for entry in world.agenda:
        if world.reason(entry.cause) is None:
            yield f"{type(entry.event).__name__} at {entry.at_ms} has no cause"
        if entry.at_ms < world.now_ms:
            yield f"{type(entry.event).__name__} lies in the past"
