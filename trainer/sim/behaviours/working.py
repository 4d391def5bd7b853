"""What applications do with AWS, under the role of their task: read, write, send, and consume queues.

Stands for A1 to A3 of 10.3, RO-1, RO-2 (the task role acts, or nothing does), SQ-1 (a worker's time per
message), SQ-4 (a message in hand when its task dies comes back). Applications are our own: `Image.does` says
what theirs is.
"""

import base64
from collections.abc import Callable, Mapping

from trainer.sim.behaviours.counting import counted
from trainer.sim.behaviours.log_drivers import written
from trainer.sim.behaviours.queues import receive, visible
from trainer.sim.calling import hindrance
from trainer.sim.deeds import Undone, arn_of, filled
from trainer.sim.events import ContainerExited, TaskStopped
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import (
    Bucket,
    Container,
    DataTable,
    Deed,
    Meter,
    Queue,
    QueueMessage,
    StoredObject,
    Task,
    TaskDefinition,
    Topic,
    Worker,
)
from trainer.sim.neighbours import (
    DeedDue,
    MessageSent,
    MessageShown,
    ObjectWritten,
    TopicPublished,
    WorkDone,
)
from trainer.sim.registries import behaviour_of
from trainer.sim.tables import BadItem, item_of
from trainer.sim.world import Gone, Record, World
from trainer.value import replace

FAILED = 1
"""The exit code of an application to which AWS refused something."""


def react(world: World, event: DeedDue | WorkDone | MessageShown | TaskStopped | ContainerExited) -> Reaction:
    """Do what is due, and see to the workers of a queue."""
    match event:
        case DeedDue():
            return _due(world, event)
        case WorkDone():
            return _done(world, event)
        case MessageShown():
            return _wake(world, event.queue)
        case TaskStopped() | ContainerExited():
            return _left(world, event.task)


def _alive(world: World, task_arn: str, name: str, start: int) -> tuple[Task, Container] | None:
    """The task and the container, if the same start of it still runs."""
    task = world.get(Task, task_arn)
    container = next((one for one in task.containers if one.name == name), None) if task else None
    if task is None or container is None or container.status != "RUNNING" or container.restarts != start:
        return None
    return task, container


def _due(world: World, event: DeedDue) -> Reaction:
    found = _alive(world, event.task, event.container, event.start)
    if found is None:
        return NOTHING
    task, container = found
    try:
        deed = filled(world, task, container, event.place)
        if lacks := hindrance(world, task, deed.action, arn_of(world, deed)):
            raise Undone(lacks.text, lacks.said, lacks.rules)
        reaction = _DEEDS[deed.action](world, deed)
    except Undone as undone:
        return _failed(world, task, container, undone)
    if deed.action == "sqs:ReceiveMessage":
        queue = arn_of(world, deed)
        worker = Worker(task.arn, container.name, event.start, queue, round(deed.each_s * SECOND_MS))
        why = Why((task.arn, queue), f"task {task.id[:8]} consumes queue {deed.resource}", ("SQ-1",))
        return Reaction((worker,), (Later(0, MessageShown("", queue)),), (why,))
    text = f"the application of task {task.id[:8]} did {deed.action} on {deed.resource}"
    why = Why((task.arn, deed.resource), text, ("RO-1",))
    lines = _logged(world, task, container, f"{deed.action} {deed.resource}: done")
    return replace(reaction, changes=(*reaction.changes, *lines), reasons=(why,))


def _logged(world: World, task: Task, container: Container, line: str) -> list[Record]:
    """The line in the application's own log, where its log driver takes it [5.1]."""
    spec = world.need(TaskDefinition, task.definition).spec(container.name)
    return written(world, spec.log, task, container.name, [line])


def _failed(world: World, task: Task, container: Container, undone: Undone) -> Reaction:
    """It ends; its own log tells what its SDK said."""
    text = f"the application in {container.name} of task {task.id[:8]} failed: {undone}"
    about = (task.arn, task.service) if task.service else (task.arn,)
    exited = ContainerExited(task.arn, container.name, FAILED, start=container.restarts)
    lines = _logged(world, task, container, undone.said)
    return Reaction(tuple(lines), (Later(0, exited),), (Why(about, text, undone.rules),))


def _get_object(world: World, deed: Deed) -> Reaction:
    _bucket(world, deed)
    if world.get(StoredObject, deed.resource) is None:
        raise Undone("NoSuchKey: The specified key does not exist.")
    return Reaction()


def _put_object(world: World, deed: Deed) -> Reaction:
    bucket = _bucket(world, deed)
    body = base64.b64encode(str(deed.data).encode()).decode()
    return Reaction((), (Later(0, ObjectWritten(bucket, deed.resource.partition("/")[2], body)),))


def _bucket(world: World, deed: Deed) -> str:
    name = deed.resource.partition("/")[0]
    if world.get(Bucket, name) is None:
        raise Undone("NoSuchBucket: The specified bucket does not exist")
    return name


def _put_item(world: World, deed: Deed) -> Reaction:
    table = world.get(DataTable, deed.resource)
    if table is None:
        raise Undone("ResourceNotFoundException: Requested resource not found")
    if not isinstance(deed.data, Mapping):
        raise Undone("ValidationException: the item is no map of attributes")
    try:
        return Reaction((item_of(table, deed.data),))
    except BadItem as error:
        raise Undone(f"ValidationException: {error}") from error


def _send(world: World, deed: Deed) -> Reaction:
    arn = arn_of(world, deed)
    if world.get(Queue, arn) is None:
        raise Undone("QueueDoesNotExist: The specified queue does not exist.")
    return Reaction((), (Later(0, MessageSent(arn, str(deed.data), group="application")),))


def _publish(world: World, deed: Deed) -> Reaction:
    arn = arn_of(world, deed)
    if world.get(Topic, arn) is None:
        raise Undone("NotFound: Topic does not exist")
    return Reaction((), (Later(0, TopicPublished(arn, str(deed.data))),))


def _consume(world: World, deed: Deed) -> Reaction:
    if world.get(Queue, arn_of(world, deed)) is None:
        raise Undone("QueueDoesNotExist: The specified queue does not exist.")
    return Reaction()


_DEEDS: Mapping[str, Callable[[World, Deed], Reaction]] = {
    "s3:GetObject": _get_object,
    "s3:PutObject": _put_object,
    "dynamodb:PutItem": _put_item,
    "sqs:SendMessage": _send,
    "sns:Publish": _publish,
    "sqs:ReceiveMessage": _consume,
}
ACTIONS = tuple(_DEEDS)


def _wake(world: World, queue_arn: str) -> Reaction:
    """Give the first message to the first worker that waits; the next one is woken after it."""
    queue = world.get(Queue, queue_arn)
    workers = world.among(Worker, f"workers:{queue_arn}")
    if queue is None or not workers:
        return NOTHING
    waiting = next((one for one in workers if not one.message and _takes(world, one)), None)
    if waiting is None or not any(visible(world, queue)):
        return NOTHING
    received = receive(world, queue, 1, queue.visibility_s, waiting.key)
    if not received.messages:
        return received.reaction
    [message] = received.messages
    busy = replace(waiting, message=message.id, receipt=message.receipt)
    done = WorkDone(waiting.task, waiting.container, waiting.start, message.id, message.receipt)
    counts = _counts(world, queue, "NumberOfMessagesReceived")
    told = received.reaction
    later = (*told.later, Later(waiting.each_ms, done), Later(0, MessageShown("", queue_arn)))
    return Reaction((*told.changes, busy, *counts), later, told.reasons)


def _takes(world: World, worker: Worker) -> bool:
    """Whether the worker takes another message: one that heeds SIGTERM does not once it is to stop."""
    found = _alive(world, worker.task, worker.container, worker.start)
    if found is None:
        return False
    task, container = found
    image = behaviour_of(world, container)
    return task.desired_status == "RUNNING" or image is None or image.stops_in_s is None


def _done(world: World, event: WorkDone) -> Reaction:
    """A message is finished: it is deleted, unless somebody else received it in the meantime."""
    worker = world.get(Worker, f"{event.task} {event.container}")
    found = _alive(world, event.task, event.container, event.start)
    if worker is None or found is None or worker.receipt != event.receipt:
        return NOTHING
    free = replace(worker, message="", receipt="")
    next_one = Later(0, MessageShown("", worker.queue))
    if lacks := hindrance(world, found[0], "sqs:DeleteMessage", worker.queue):
        failed = _failed(world, *found, Undone(lacks.text, lacks.said, lacks.rules))
        return replace(failed, changes=(free, *failed.changes))
    message = world.get(QueueMessage, event.message)
    if message is None or message.receipt != event.receipt:
        text = (
            f"task {found[0].id[:8]} finished message {event.message[:8]} after its visibility timeout: "
            "another worker had received it too, so it was worked on twice"
        )
        return Reaction(
            (free,), (next_one,), (Why((worker.queue, event.message, event.task), text, ("SQ-4",)),)
        )
    counts = _counts(world, world.need(Queue, worker.queue), "NumberOfMessagesDeleted")
    return Reaction((free, Gone(QueueMessage, message.id), *counts), (next_one,))


def _counts(world: World, queue: Queue, name: str) -> tuple[Record, ...]:
    if not world.of(Meter):
        return ()
    return (counted(world, "AWS/SQS", name, ("QueueName", queue.name)),)


def _left(world: World, task_arn: str) -> Reaction:
    """A task or container ended: its workers are gone, and what they had in hand comes back in time."""
    changes: list[Gone] = []
    reasons: list[Why] = []
    for worker in world.among(Worker, f"workers of:{task_arn}"):
        if _alive(world, worker.task, worker.container, worker.start):
            continue
        changes.append(Gone(Worker, worker.key))
        message = world.get(QueueMessage, worker.message) if worker.message else None
        if message is not None and message.receipt == worker.receipt and message.visible_ms > world.now_ms:
            at = world.wall(message.visible_ms).strftime("%H:%M:%S")
            text = (
                f"task {task_arn.rpartition('/')[2][:8]} ended with message {message.id[:8]} in hand: "
                f"the queue shows it again at {at}, when its visibility timeout is over"
            )
            reasons.append(Why((worker.queue, message.id, task_arn), text, ("SQ-4",)))
    return Reaction(tuple(changes), (), tuple(reasons)) if changes else NOTHING
