"""Pulling images: who pulls, by which way, whether the image is there, and which version of it.

Stands for TL-5 (pull times), the CannotPullContainerError row of 1.5, SR-1 (permission or network),
SR-2 (no such image), RO-5 and the first rows of 5.1 (whose permission), NM-5 (the way), TD-18 and ER-12
(a tag is resolved once a deployment), ER-1 to ER-3, ER-5, ER-10. AWS: "CannotPullContainer task
errors". How long a pull takes and how long a connection is tried are our model (15.1), and so is that
other accounts' repositories let us pull.
"""

from collections.abc import Iterator

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import ImagesPulled
from trainer.sim.iam.of_tasks import Actor, Denial, denial, pulling
from trainer.sim.iam.policies import Source
from trainer.sim.kernel import NOTHING, Reaction
from trainer.sim.latencies import PULL_CACHED_MS, PULL_EC2_MS, PULL_FARGATE_MS
from trainer.sim.model import (
    Cached,
    Container,
    ContainerSpec,
    Deployment,
    Image,
    LaunchType,
    PullThroughRule,
    RegistryImage,
    Repository,
    Service,
    Task,
    TaskDefinition,
)
from trainer.sim.paths import INTERNET, obstacle, place_of_agent
from trainer.sim.registries import Reference, digest_now, image_in, own, reference
from trainer.sim.trouble import Trouble
from trainer.sim.world import Record, World
from trainer.value import replace

CANNOT_PULL = "CannotPullContainerError"
NO_PERMISSION = (
    f"{CANNOT_PULL}: The task can’t pull the image. Check that the role has the permissions to pull images "
    "from the registry."
)
NO_WAY = (
    f"{CANNOT_PULL}: There is a connection issue between the task and Amazon ECR. "
    "Check your task network configuration."
)
REGISTRY_AUTH = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution "
    "resource retrieval failed: "
    "unable to retrieve ecr registry auth: service call has been retried 3 time(s):"
)


def react(world: World, event: ImagesPulled) -> Reaction:
    """Remember what an instance has, and which version a deployment runs."""
    return _kept(world, event)


def trouble(world: World, task: Task, container: Container, spec: ContainerSpec) -> Trouble | None:
    """What is in the way of a container's image. An instance that has it starts it all the same."""
    if cached(world, task, container):
        return None
    return next(_troubles(world, task, container, spec), None)


def duration_ms(world: World, task: Task) -> int:
    """How long the pull of a task's images takes."""
    if task.launch_type is LaunchType.FARGATE:
        return PULL_FARGATE_MS
    fresh = all(
        (kept := cached(world, task, container)) and kept.digest in ("", version(world, task, container))
        for container in task.containers
    )
    return PULL_CACHED_MS if fresh else PULL_EC2_MS


def cached(world: World, task: Task, container: Container) -> Cached | None:
    """What the task's instance has of an image."""
    return world.get(Cached, Cached(task.instance, container.image).key) if task.instance else None


def version(world: World, task: Task, container: Container) -> str:
    """The digest that a container runs: what its deployment settled on, or what the name means [TD-18]."""
    settled = _settled(world, task, container.name)
    if settled:
        return settled
    now = digest_now(world, container.image)
    kept = cached(world, task, container)
    return now or (kept.digest if kept is not None else "")


def _troubles(world: World, task: Task, container: Container, spec: ContainerSpec) -> Iterator[Trouble]:
    wanted = reference(container.image)
    told = world.get(Image, container.image)
    if wanted.account:
        yield from _private(world, task, container, wanted)
    else:
        yield from _public(world, task, container, spec)
    if told is not None and not told.exists:
        yield _not_found(
            container.name, wanted, f"image {container.image} does not exist where it is looked for"
        )


def _public(world: World, task: Task, container: Container, spec: ContainerSpec) -> Iterator[Trouble]:
    """Docker Hub and others: only a way out is needed, and a login where they ask for one."""
    wanted, name = reference(container.image), container.name
    if way := obstacle(world, place_of_agent(world, task), INTERNET):
        error = (
            f"{CANNOT_PULL}: pull image manifest has been retried 5 time(s): failed to resolve ref "
            f"{wanted.full}: failed to do request: Head {_manifest(wanted)}: dial tcp: i/o timeout"
        )
        yield Trouble(
            name, error, f"image {container.image} cannot be reached: {way}", ("NM-5", "SR-1"), slow=True
        )
    told = world.get(Image, container.image)
    if told is not None and told.private and not spec.credentials:
        error = (
            f"{CANNOT_PULL}: pull access denied for {wanted.full.rpartition(':')[0]}, repository does "
            "not exist "
            "or may require 'docker login'"
        )
        text = (
            f"image {container.image} is in a private registry, and the container has no "
            "repositoryCredentials"
        )
        yield Trouble(name, error, text, ("SR-2",))


def _private(world: World, task: Task, container: Container, wanted: Reference) -> Iterator[Trouble]:
    """ECR: a token, the manifest, the layers; each needs a way and a permission [ER-2, ER-3]."""
    actor, place, name = pulling(world, task), place_of_agent(world, task), container.name
    if way := obstacle(world, place, "ecr.api"):
        yield Trouble(
            name, _no_token(world, task), f"ECR cannot be reached: {way}", ("NM-5", "SR-1"), slow=True
        )
    if denied := denial(world, actor, "ecr:GetAuthorizationToken", "*"):
        yield _denied(task, name, denied, token=True)
    if way := obstacle(world, place, "ecr.dkr"):
        error = (
            f"{NO_WAY} pull image manifest has been retried 5 time(s): failed to do request: "
            f"Head {_manifest(wanted)}: dial tcp: i/o timeout"
        )
        yield Trouble(name, error, f"ECR's registry cannot be reached: {way}", ("NM-5", "SR-1"), slow=True)
    yield from _in_repository(world, task, container, wanted, actor)
    if way := obstacle(world, place, "s3"):
        bucket = f"prod-{wanted.region}-starport-layer-bucket.s3.{wanted.region}.amazonaws.com"
        error = (
            f"{NO_WAY} ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: "
            f'failed to do request: Get "https://{bucket}/": dial tcp: i/o timeout'
        )
        text = f"the image's layers lie in S3, which cannot be reached: {way}"
        yield Trouble(name, error, text, ("ER-2", "NM-5", "SR-1"), slow=True)


def _in_repository(
    world: World, task: Task, container: Container, wanted: Reference, actor: Actor
) -> Iterator[Trouble]:
    """Whether the role may read the repository and finds the image there."""
    arn = f"arn:aws:ecr:{wanted.region}:{wanted.account}:repository/{wanted.repository}"
    repository = world.get(Repository, wanted.repository) if own(world, container.image) else None
    policy = Source("the repository policy", repository.policy) if repository and repository.policy else None
    for action in ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"):
        if denied := denial(world, actor, action, arn, policy):
            yield _denied(task, container.name, denied)
    if own(world, container.image) is None:
        return
    if repository is None and pull_through(world, wanted.repository) is None:
        text = f"there is no repository {wanted.repository} in ECR"
        yield _not_found(container.name, wanted, text)
    if repository is None:
        for action in ("ecr:BatchImportUpstreamImage", "ecr:CreateRepository"):
            if denied := denial(world, actor, action, arn, policy):
                yield _denied(task, container.name, denied)
        return
    settled = _settled(world, task, container.name)
    aimed = replace(wanted, digest=settled, full=f"{repository.uri}@{settled}") if settled else wanted
    if image_in(world, aimed) is None and pull_through(world, wanted.repository) is None:
        what = (
            f"version {settled[:19]}…" if settled else f"tag {wanted.tag}" if wanted.tag else "such version"
        )
        text = f"repository {wanted.repository} has no {what}"
        if settled:
            text += ", which the deployment's first task resolved the tag to"
        yield _not_found(container.name, aimed, text)


def pull_through(world: World, repository: str) -> PullThroughRule | None:
    """The pull-through cache rule that a repository's name falls under [ER-10]."""
    rules = world.of(PullThroughRule).values()
    return next((rule for rule in rules if repository.startswith(f"{rule.prefix}/")), None)


def _no_token(world: World, task: Task) -> str:
    post = (
        f'RequestError: send request failed caused by: Post "https://api.ecr.{world.region}.amazonaws.com/"'
    )
    if task.instance:
        return f"{NO_WAY} {post}: dial tcp: i/o timeout"
    return f"{REGISTRY_AUTH} {post}: dial tcp: i/o timeout. Please check your task network configuration."


def _denied(task: Task, container: str, denied: Denial, token: bool = False) -> Trouble:
    error = (
        f"{REGISTRY_AUTH} {denied.said}" if token and not task.instance else f"{NO_PERMISSION} {denied.said}"
    )
    return Trouble(container, error, denied.text, ("RO-5", "ER-3", "SR-1"), about=denied.about)


def _not_found(container: str, wanted: Reference, text: str) -> Trouble:
    error = (
        f"{CANNOT_PULL}: pull image manifest has been retried 5 time(s): "
        f"failed to resolve ref {wanted.full}: {wanted.full}: not found"
    )
    return Trouble(container, error, text, ("SR-2",))


def _manifest(wanted: Reference) -> str:
    return f'"https://{wanted.host}/v2/{wanted.repository}/manifests/{wanted.digest or wanted.tag}"'


def _settled(world: World, task: Task, container: str) -> str:
    """The version that the task's deployment settled on for a container [TD-18]."""
    deployment = _deployment(world, task)
    return dict(deployment.digests).get(container, "") if deployment is not None else ""


def _deployment(world: World, task: Task) -> Deployment | None:
    service = world.get(Service, task.service) if task.service else None
    if service is None:
        return None
    return next((one for one in service.deployments if one.id == task.deployment), None)


def _kept(world: World, event: ImagesPulled) -> Reaction:
    """What was pulled is on the instance; the first task of a deployment settles the versions [TD-18]."""
    task = heard_task(world, event)
    if task is None or not task.wanted:
        return NOTHING
    changes: list[Record] = []
    digests: list[tuple[str, str]] = []
    containers: list[Container] = []
    for container in task.containers:
        imported = _imported(world, container)
        changes.extend(imported)
        pulled = version(world, task, container)
        if imported and isinstance(imported[-1], RegistryImage):
            pulled = imported[-1].digest
        digests.append((container.name, pulled))
        containers.append(replace(container, digest=pulled))
        if task.instance:
            changes.append(Cached(task.instance, container.image, pulled))
    changes.append(replace(task, containers=tuple(containers)))
    changes.extend(_resolved(world, task, digests))
    return Reaction(tuple(changes))


def _resolved(world: World, task: Task, digests: list[tuple[str, str]]) -> list[Record]:
    """The service whose deployment now has its versions."""
    deployment = _deployment(world, task)
    if deployment is None or deployment.digests:
        return []
    definition = world.need(TaskDefinition, task.definition)
    settled = tuple(
        (name, found) for name, found in digests if found and definition.spec(name).version_consistency
    )
    service = world.need(Service, task.service)
    changed = tuple(
        replace(one, digests=settled) if one.id == deployment.id else one for one in service.deployments
    )
    return [replace(service, deployments=changed)]


def _imported(world: World, container: Container) -> list[Record]:
    """What a pull through the cache leaves in the registry: the repository and the image [ER-10]."""
    wanted = own(world, container.image)
    if (
        wanted is None
        or pull_through(world, wanted.repository) is None
        or image_in(world, wanted) is not None
    ):
        return []
    records: list[Record] = []
    if world.get(Repository, wanted.repository) is None:
        records.append(new_repository(world, wanted.repository))
    upstream = digest_now(world, f"upstream.example/{wanted.repository}:{wanted.tag or 'latest'}")
    tags = (wanted.tag,) if wanted.tag else ()
    records.append(
        RegistryImage(wanted.repository, upstream, "{}", MANIFEST_TYPE, tags, world.now_ms, 25_000_000)
    )
    return records


MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json"


def new_repository(world: World, name: str) -> Repository:
    """A repository with AWS's defaults."""
    uri = f"{world.account}.dkr.ecr.{world.region}.amazonaws.com/{name}"
    encryption = {"encryptionType": "AES256"}
    return Repository(
        name, world.arn(f"repository/{name}", "ecr"), uri, encryption=encryption, created_ms=world.now_ms
    )
