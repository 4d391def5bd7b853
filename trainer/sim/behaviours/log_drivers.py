"""The awslogs driver: a stream for each container, and what it needs for that.

Stands for OB-6, OB-7, CH-7 and the row of 5.1 on awslogs (execution role on Fargate; on EC2 the
execution role if the task definition names one, else the instance role). AWS: "Send Amazon ECS logs to
CloudWatch". Other drivers are taken and send nowhere.
"""

from collections.abc import Iterator

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import ContainersStarted
from trainer.sim.iam.of_tasks import denial, logging
from trainer.sim.kernel import NOTHING, Reaction
from trainer.sim.model import ContainerSpec, Log, LogGroup, LogLine, LogStream, Task, TaskDefinition
from trainer.sim.paths import obstacle, place_of_agent
from trainer.sim.trouble import Trouble
from trainer.sim.world import Record, World
from trainer.value import replace

NO_GROUP = "ResourceNotFoundException: The specified log group does not exist."


def react(world: World, event: ContainersStarted) -> Reaction:
    """Open the streams of containers that start."""
    task = heard_task(world, event)
    if task is None:
        return NOTHING
    definition = world.need(TaskDefinition, task.definition)
    records: list[Record] = []
    for container in task.containers:
        log = definition.spec(container.name).log
        if log is None or log.driver != "awslogs" or container.started_ms != world.now_ms:
            continue
        group, stream = log.options["awslogs-group"], stream_of(task, container.name, log)
        if world.get(LogGroup, group) is None:
            records.append(new_group(world, group))
        if world.get(LogStream, f"{group} {stream}") is None:
            records.append(LogStream(group, stream, world.now_ms))
    return Reaction(tuple(records)) if records else NOTHING


def new_group(world: World, name: str) -> LogGroup:
    """A log group as it begins: nothing in it expires."""
    return LogGroup(name, world.arn(f"log-group:{name}", "logs"), created_ms=world.now_ms)


def stream_of(task: Task, container: str, log: Log) -> str:
    """`prefix/container/task-id`; without a prefix, on EC2, the container's own id."""
    prefix = log.options.get("awslogs-stream-prefix")
    return f"{prefix}/{container}/{task.id}" if prefix else f"{task.id}{container}"


def written(world: World, log: Log | None, task: Task, container: str, lines: list[str]) -> list[Record]:
    """The records of lines that a container wrote; nothing where no awslogs driver takes them."""
    if log is None or log.driver != "awslogs" or not lines:
        return []
    group, name = log.options["awslogs-group"], stream_of(task, container, log)
    stream = world.get(LogStream, f"{group} {name}") or LogStream(group, name, world.now_ms)
    now = int(world.wall().timestamp() * 1000)
    records: list[Record] = [
        LogLine(group, name, stream.lines + place, now, text, world.now_ms)
        for place, text in enumerate(lines)
    ]
    return [replace(stream, lines=stream.lines + len(lines)), *records]


def trouble(world: World, task: Task, spec: ContainerSpec) -> Trouble | None:
    """What is in the way of a container's log driver."""
    if spec.log is None or spec.log.driver != "awslogs":
        return None
    return next(_troubles(world, task, spec.name, spec.log), None)


def _troubles(world: World, task: Task, container: str, log: Log) -> Iterator[Trouble]:
    group = log.options["awslogs-group"]
    arn = world.arn(f"log-group:{group}", "logs")
    stream = f"{arn}:log-stream:{stream_of(task, container, log)}"
    if way := obstacle(world, place_of_agent(world, task), "logs"):
        host = f"https://logs.{world.region}.amazonaws.com/"
        said = f'RequestError: send request failed caused by: Post "{host}": dial tcp: i/o timeout'
        text = f"CloudWatch Logs cannot be reached: {way}"
        yield Trouble(container, _said(task, said), text, ("OB-6", "NM-5", "SR-1"), slow=True)
    actor = logging(world, task)
    elsewhere = log.options["awslogs-region"] != world.region
    if elsewhere or world.get(LogGroup, group) is None:
        if elsewhere or log.options.get("awslogs-create-group") != "true":
            text = (
                f"there is no log group {group} in {log.options['awslogs-region']}, and "
                "awslogs-create-group is not set"
            )
            yield Trouble(container, _said(task, NO_GROUP, missing=True), text, ("OB-6",))
        elif denied := denial(world, actor, "logs:CreateLogGroup", arn):
            error = _said(task, f"failed to create Cloudwatch log group: {denied.said}")
            yield Trouble(container, error, denied.text, ("OB-6",), about=denied.about)
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if denied := denial(world, actor, action, stream):
            yield Trouble(container, _said(task, denied.said), denied.text, ("OB-6",), about=denied.about)


def _said(task: Task, said: str, missing: bool = False) -> str:
    """The error in the words of the launch type."""
    if task.instance:
        return (
            "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: "
            f"failed to create Cloudwatch log stream: {said}"
        )
    lost = (
        "The task cannot find the Amazon CloudWatch log group defined in the task definition. "
        if missing
        else ""
    )
    return (
        f"ResourceInitializationError: failed to validate logger args: {lost}create stream has been retried "
        f"1 times: failed to create Cloudwatch log stream: {said} : exit status 1"
    )
