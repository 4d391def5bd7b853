"""ECR: lifecycle policies, pull-through cache, and the registry's own settings [ER-7 … ER-10]."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ecr import find
from trainer.aws.operations.ecr.images import plan_expiry
from trainer.sim.lifecycle import BadPolicy, expired, rules_of
from trainer.sim.model import PullThroughRule, Registry, Repository
from trainer.sim.world import Gone, World
from trainer.value import replace

_UPSTREAMS = {
    "public.ecr.aws": "ecr-public",
    "quay.io": "quay",
    "registry.k8s.io": "k8s",
    "registry-1.docker.io": "docker-hub",
    "ghcr.io": "github-container-registry",
    "registry.gitlab.com": "gitlab-container-registry",
    "cgr.dev": "chainguard",
}
_WITH_LOGIN = ("docker-hub", "github-container-registry", "gitlab-container-registry", "chainguard",
               "azure-container-registry")  # fmt: skip


@changes
def put_lifecycle_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutLifecyclePolicy: what it expires goes within 24 hours."""
    repository, text = find.repository(world, params), _policy_text(params["lifecyclePolicyText"])
    world.put(replace(repository, lifecycle=text))
    plan_expiry(world, repository)
    return _shown(world, repository, text)


def _policy_text(text: str) -> str:
    try:
        rules_of(text)
    except BadPolicy as error:
        raise find.invalid(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: "
            f"'Lifecycle policy validation failure: {error}'"
        ) from error
    return json.dumps(json.loads(text), separators=(",", ":"))


def _shown(world: World, repository: Repository, text: str) -> dict[str, Any]:
    return {"registryId": world.account, "repositoryName": repository.name, "lifecyclePolicyText": text}


def _with_policy(world: World, params: Mapping[str, Any]) -> Repository:
    repository = find.repository(world, params)
    if not repository.lifecycle:
        text = f"Lifecycle policy does not exist for the repository with name '{repository.name}'"
        raise Refusal("LifecyclePolicyNotFoundException", f"{text} in the registry with id '{world.account}'")
    return repository


@reads
def get_lifecycle_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetLifecyclePolicy."""
    repository = _with_policy(world, params)
    shown = _shown(world, repository, repository.lifecycle)
    if repository.lifecycle_ms:
        shown["lastEvaluatedAt"] = world.wall(repository.lifecycle_ms)
    return shown


@changes
def delete_lifecycle_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLifecyclePolicy."""
    repository = _with_policy(world, params)
    world.put(replace(repository, lifecycle=""))
    return _shown(world, repository, repository.lifecycle)


@reads
def start_lifecycle_policy_preview(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """StartLifecyclePolicyPreview: done at once, here; with a text of its own it only checks that."""
    repository = find.repository(world, params)
    text = params.get("lifecyclePolicyText")
    text = _policy_text(text) if text else _with_policy(world, params).lifecycle
    return {**_shown(world, repository, text), "status": "IN_PROGRESS"}


@reads
def get_lifecycle_policy_preview(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetLifecyclePolicyPreview: what the repository's policy would expire now."""
    repository = _with_policy(world, params)
    gone = expired(repository.lifecycle, find.images(world, repository), world.now_ms)
    results = [
        {
            "imageTags": list(expiry.image.tags),
            "imageDigest": expiry.image.digest,
            "imagePushedAt": world.wall(expiry.image.pushed_ms),
            "action": {"type": "EXPIRE"},
            "appliedRulePriority": expiry.priority,
        }
        for expiry in gone
    ]
    return {
        **_shown(world, repository, repository.lifecycle),
        "status": "COMPLETE",
        "previewResults": results,
        "summary": {"expiringImageTotalCount": len(results)},
    }


@changes
def create_pull_through_cache_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreatePullThroughCacheRule: a prefix under which another registry's images appear [ER-10]."""
    prefix, url = params["ecrRepositoryPrefix"], params["upstreamRegistryUrl"]
    upstream = params.get("upstreamRegistry") or _UPSTREAMS.get(url) or ""
    if not upstream and url.endswith(".azurecr.io"):
        upstream = "azure-container-registry"
    if not upstream and ".dkr.ecr." in url:
        upstream = "ecr"
    if not upstream:
        raise Refusal(
            "UnsupportedUpstreamRegistryException", f"The upstream registry '{url}' is not supported."
        )
    if prefix in world.of(PullThroughRule):
        text = f"The pull through cache rule with prefix '{prefix}' already exists"
        raise Refusal("PullThroughCacheRuleAlreadyExistsException", text)
    credential = params.get("credentialArn") or ""
    if upstream in _WITH_LOGIN and not credential:
        raise find.invalid(f"credentialArn is required for upstream registry {upstream}.")
    rule = PullThroughRule(prefix, url, upstream, credential, world.now_ms)
    world.put(rule)
    return {**_rule(world, rule), "createdAt": world.wall()}


def _rule(world: World, rule: PullThroughRule) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "ecrRepositoryPrefix": rule.prefix,
        "upstreamRegistryUrl": rule.upstream_url,
        "registryId": world.account,
    }
    if rule.upstream:
        shown["upstreamRegistry"] = rule.upstream
    if rule.credential:
        shown["credentialArn"] = rule.credential
    return shown


@reads
def describe_pull_through_cache_rules(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribePullThroughCacheRules."""
    wanted = params.get("ecrRepositoryPrefixes")
    found = [
        {**_rule(world, rule), "createdAt": world.wall(rule.created_ms)}
        for rule in world.of(PullThroughRule).values()
        if not wanted or rule.prefix in wanted
    ]
    return find.page(params, "pullThroughCacheRules", found)


@changes
def delete_pull_through_cache_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeletePullThroughCacheRule: images that are there stay."""
    rule = world.get(PullThroughRule, params["ecrRepositoryPrefix"])
    if rule is None:
        text = f"The pull through cache rule with prefix '{params['ecrRepositoryPrefix']}' does not exist"
        raise Refusal("PullThroughCacheRuleNotFoundException", text)
    world.remove(Gone(PullThroughRule, rule.prefix))
    shown = {key: value for key, value in _rule(world, rule).items() if key != "upstreamRegistry"}
    return {**shown, "createdAt": world.wall(rule.created_ms)}


def _registry(world: World) -> Registry:
    return world.get(Registry, world.account) or Registry(world.account)


@changes
def put_replication_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutReplicationConfiguration: kept and shown; a world has one Region and one account [ER-9]."""
    rules = params["replicationConfiguration"]["rules"]
    world.put(replace(_registry(world), replication=tuple(rules)))
    return {"replicationConfiguration": {"rules": list(rules)}}


@reads
def describe_registry(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001
    """DescribeRegistry: its replication."""
    rules = list(_registry(world).replication)
    return {"registryId": world.account, "replicationConfiguration": {"rules": rules}}


@changes
def put_registry_scanning_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutRegistryScanningConfiguration: BASIC or ENHANCED, and for which repositories [ER-8]."""
    kind, rules = params.get("scanType") or "BASIC", params.get("rules") or ()
    world.put(replace(_registry(world), scan_type=kind, scan_rules=tuple(rules)))
    return {"registryScanningConfiguration": {"scanType": kind, "rules": list(rules)}}


@reads
def get_registry_scanning_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001
    """GetRegistryScanningConfiguration."""
    registry = _registry(world)
    shown = {"scanType": registry.scan_type, "rules": list(registry.scan_rules)}
    return {"registryId": world.account, "scanningConfiguration": shown}


SETTINGS = {
    "PutLifecyclePolicy": put_lifecycle_policy,
    "GetLifecyclePolicy": get_lifecycle_policy,
    "DeleteLifecyclePolicy": delete_lifecycle_policy,
    "StartLifecyclePolicyPreview": start_lifecycle_policy_preview,
    "GetLifecyclePolicyPreview": get_lifecycle_policy_preview,
    "CreatePullThroughCacheRule": create_pull_through_cache_rule,
    "DescribePullThroughCacheRules": describe_pull_through_cache_rules,
    "DeletePullThroughCacheRule": delete_pull_through_cache_rule,
    "PutReplicationConfiguration": put_replication_configuration,
    "DescribeRegistry": describe_registry,
    "PutRegistryScanningConfiguration": put_registry_scanning_configuration,
    "GetRegistryScanningConfiguration": get_registry_scanning_configuration,
}
