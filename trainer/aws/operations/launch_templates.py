"""EC2's launch templates: what Auto Scaling groups launch, in numbered versions."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.kernel import Why, tell
from trainer.sim.model import LaunchTemplate, TemplateVersion
from trainer.sim.world import Gone, World
from trainer.value import replace

NAME = re.compile(r"[a-zA-Z0-9().\-/_]{3,128}")
PAGE_MAX = 200


@changes
def create_launch_template(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLaunchTemplate: with its version 1."""
    name = params["LaunchTemplateName"]
    if not NAME.fullmatch(name):
        text = (
            "The launch template name must be between 3 and 128 characters, and may contain letters, numbers"
        )
        raise Refusal(
            "InvalidLaunchTemplateName.MalformedException", f"{text}, and the characters - ( ) . / _."
        )
    if any(one.name == name for one in world.of(LaunchTemplate).values()):
        raise Refusal(
            "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use."
        )
    first = TemplateVersion(
        1, params["LaunchTemplateData"], params.get("VersionDescription") or "", world.now_ms
    )
    template = LaunchTemplate(
        f"lt-0{world.new_id('template', name, length=16)}", name, (first,), created_ms=world.now_ms
    )
    world.put(template)
    tell(world, Why((template.template_id,), f"CreateLaunchTemplate made {name}", ("EC-2",)))
    return {"LaunchTemplate": _shown(world, template)}


@changes
def create_launch_template_version(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLaunchTemplateVersion: the new data alone, or over that of a source version."""
    template = _need(world, params)
    data = params["LaunchTemplateData"]
    if source := params.get("SourceVersion"):
        data = {**_version(template, source).data, **data}
    number = template.latest + 1
    made = TemplateVersion(number, data, params.get("VersionDescription") or "", world.now_ms)
    template = replace(template, versions=(*template.versions, made), latest=number)
    world.put(template)
    return {"LaunchTemplateVersion": _version_shown(world, template, made)}


@reads
def describe_launch_templates(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLaunchTemplates: by id, name, or filter `launch-template-name`."""
    ids, names = params.get("LaunchTemplateIds") or (), params.get("LaunchTemplateNames") or ()
    for template_id in ids:
        _need(world, {"LaunchTemplateId": template_id})
    for name in names:
        _need(world, {"LaunchTemplateName": name})
    found = [
        one
        for one in world.of(LaunchTemplate).values()
        if not (ids or names) or one.template_id in ids or one.name in names
    ]
    for wish in params.get("Filters") or ():
        if wish.get("Name") != "launch-template-name":
            raise Refusal("InvalidParameterValue", f"The filter '{wish.get('Name')}' is invalid")
        found = [one for one in found if one.name in (wish.get("Values") or ())]
    return _paged(params, "LaunchTemplates", [_shown(world, one) for one in found])


@reads
def describe_launch_template_versions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLaunchTemplateVersions: of one template, or `$Latest` or `$Default` of all; newest first."""
    wanted = params.get("Versions") or ()
    if not (params.get("LaunchTemplateId") or params.get("LaunchTemplateName")):
        if not wanted or set(wanted) - {"$Latest", "$Default"}:
            raise Refusal(
                "MissingParameter", "Give a launch template, or the versions $Latest or $Default of all."
            )
        pairs = [(one, _version(one, each)) for one in world.of(LaunchTemplate).values() for each in wanted]
    else:
        template = _need(world, params)
        chosen = [_version(template, each) for each in wanted] or list(reversed(template.versions))
        least, most = int(params.get("MinVersion") or 0), int(params.get("MaxVersion") or template.latest)
        pairs = [(template, one) for one in chosen if least <= one.number <= most]
    return _paged(params, "LaunchTemplateVersions", [_version_shown(world, *pair) for pair in pairs])


@changes
def modify_launch_template(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyLaunchTemplate: another default version."""
    template = _need(world, params)
    if given := params.get("DefaultVersion"):
        template = replace(template, default=_version(template, given).number)
    world.put(template)
    return {"LaunchTemplate": _shown(world, template)}


@changes
def delete_launch_template(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLaunchTemplate: groups that use it can launch nothing more."""
    template = _need(world, params)
    world.remove(Gone(LaunchTemplate, template.template_id))
    return {"LaunchTemplate": _shown(world, template)}


@changes
def delete_launch_template_versions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLaunchTemplateVersions: any but the default one."""
    template = _need(world, params)
    gone: list[dict[str, Any]] = []
    kept: list[dict[str, Any]] = []
    for given in params["Versions"]:
        place = {"LaunchTemplateId": template.template_id, "LaunchTemplateName": template.name}
        found = next((one for one in template.versions if str(one.number) == given), None)
        if found is None or found.number == template.default:
            code = "launchTemplateVersionDoesNotExist" if found is None else "unexpectedError"
            text = "No such version." if found is None else "The default version cannot be deleted."
            number = {"VersionNumber": int(given)} if given.isdigit() else {}
            kept.append({**place, **number, "ResponseError": {"Code": code, "Message": text}})
            continue
        left = tuple(one for one in template.versions if one is not found)
        template = replace(template, versions=left, latest=max(one.number for one in left))
        gone.append({**place, "VersionNumber": found.number})
    world.put(template)
    return {
        "SuccessfullyDeletedLaunchTemplateVersions": gone,
        "UnsuccessfullyDeletedLaunchTemplateVersions": kept,
    }


def _need(world: World, params: Mapping[str, Any]) -> LaunchTemplate:
    template_id, name = params.get("LaunchTemplateId"), params.get("LaunchTemplateName")
    if template_id:
        found = world.get(LaunchTemplate, template_id)
        if found is None:
            text = f"The specified launch template, with template ID {template_id}, does not exist."
            raise Refusal("InvalidLaunchTemplateId.NotFound", text)
        return found
    if not name:
        raise Refusal(
            "MissingParameter", "Either a launch template ID or a launch template name must be given."
        )
    found = next((one for one in world.of(LaunchTemplate).values() if one.name == name), None)
    if found is None:
        text = "At least one of the launch templates specified in the request does not exist."
        raise Refusal("InvalidLaunchTemplateName.NotFoundException", text)
    return found


def _version(template: LaunchTemplate, given: str) -> TemplateVersion:
    number = {"$Latest": template.latest, "$Default": template.default}.get(given)
    for one in template.versions:
        if one.number == number or str(one.number) == given:
            return one
    text = f"Could not find launch template version {given} of {template.template_id}."
    raise Refusal("InvalidLaunchTemplateId.VersionNotFound", text)


def _shown(world: World, one: LaunchTemplate) -> dict[str, Any]:
    return {
        "LaunchTemplateId": one.template_id,
        "LaunchTemplateName": one.name,
        "CreateTime": world.wall(one.created_ms),
        "CreatedBy": f"arn:aws:iam::{world.account}:user/learner",
        "DefaultVersionNumber": one.default,
        "LatestVersionNumber": one.latest,
    }


def _version_shown(world: World, template: LaunchTemplate, one: TemplateVersion) -> dict[str, Any]:
    data: dict[str, Any] = {
        "LaunchTemplateId": template.template_id,
        "LaunchTemplateName": template.name,
        "VersionNumber": one.number,
        "CreateTime": world.wall(one.created_ms),
        "CreatedBy": f"arn:aws:iam::{world.account}:user/learner",
        "DefaultVersion": one.number == template.default,
        "LaunchTemplateData": one.data,
    }
    return {**data, "VersionDescription": one.description} if one.description else data


def _paged(params: Mapping[str, Any], member: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    size = params.get("MaxResults") or PAGE_MAX
    token = params.get("NextToken") or "0"
    if not token.isdigit():
        raise Refusal("InvalidNextToken", f"The token '{token}' is invalid.")
    start = int(token)
    page: dict[str, Any] = {member: items[start : start + size]}
    return {**page, "NextToken": str(start + size)} if start + size < len(items) else page


LAUNCH_TEMPLATES = {
    "CreateLaunchTemplate": create_launch_template,
    "CreateLaunchTemplateVersion": create_launch_template_version,
    "DescribeLaunchTemplates": describe_launch_templates,
    "DescribeLaunchTemplateVersions": describe_launch_template_versions,
    "ModifyLaunchTemplate": modify_launch_template,
    "DeleteLaunchTemplate": delete_launch_template,
    "DeleteLaunchTemplateVersions": delete_launch_template_versions,
}
