"""Account settings: what a principal or the whole account has set, and what counts without them."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import changes, invalid, reads
from trainer.aws.operations.ecs.pages import page
from trainer.sim.model import AccountSetting
from trainer.sim.world import Gone, World

_SWITCH = ("enabled", "disabled")
_ON = ("on", "off")
VALUES: Mapping[str, tuple[str, ...]] = {
    "serviceLongArnFormat": _SWITCH,
    "taskLongArnFormat": _SWITCH,
    "containerInstanceLongArnFormat": _SWITCH,
    "awsvpcTrunking": _SWITCH,
    "containerInsights": ("enhanced", *_SWITCH),
    "fargateFIPSMode": _SWITCH,
    "tagResourceAuthorization": _ON,
    "fargateTaskRetirementWaitPeriod": ("0", "7", "14"),
    "guardDutyActivate": _ON,
    "defaultLogDriverMode": ("blocking", "non-blocking"),
    "fargateEventWindows": _SWITCH,
}
"""Setting -> the values it takes, as the API's page of PutAccountSetting lists them."""
DEFAULTS: Mapping[str, str] = {
    "serviceLongArnFormat": "enabled",
    "taskLongArnFormat": "enabled",
    "containerInstanceLongArnFormat": "enabled",
    "awsvpcTrunking": "disabled",
    "containerInsights": "disabled",
    "fargateFIPSMode": "disabled",
    "tagResourceAuthorization": "on",
    "fargateTaskRetirementWaitPeriod": "7",
    "guardDutyActivate": "off",
    "defaultLogDriverMode": "non-blocking",
    "fargateEventWindows": "disabled",
}
"""What counts where nobody set anything; the log driver's mode as in CH-7."""


def _principal(world: World, params: Mapping[str, Any]) -> str:
    return str(params.get("principalArn") or f"arn:aws:iam::{world.account}:user/learner")


def _root(world: World) -> str:
    return f"arn:aws:iam::{world.account}:root"


def _shown(setting: AccountSetting) -> dict[str, str]:
    kind = "aws_managed" if setting.name == "guardDutyActivate" else "user"
    return {
        "name": setting.name,
        "value": setting.value,
        "principalArn": setting.principal,
        "type": kind,
    }


def _put(world: World, params: Mapping[str, Any], principal: str) -> Mapping[str, Any]:
    name, value = params["name"], params["value"]
    if name == "guardDutyActivate":
        raise invalid("The guardDutyActivate setting is managed by Amazon GuardDuty and is read-only.")
    if value not in VALUES[name]:
        raise invalid(f"{value} is not a valid value for {name}. Valid values: [{','.join(VALUES[name])}]")
    setting = AccountSetting(name, principal, value)
    world.put(setting)
    return {"setting": _shown(setting)}


@changes
def put_account_setting(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutAccountSetting: for the caller or a named principal. ARNs stay long: opting out ended in 2021."""
    return _put(world, params, _principal(world, params))


@changes
def put_account_setting_default(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutAccountSettingDefault: for all who set nothing of their own."""
    return _put(world, params, _root(world))


@changes
def delete_account_setting(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteAccountSetting: the default counts again."""
    setting = AccountSetting(params["name"], _principal(world, params), "")
    found = world.get(AccountSetting, setting.key)
    world.remove(Gone(AccountSetting, setting.key))
    return {"setting": _shown(found or setting)}


@reads
def list_account_settings(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListAccountSettings: what the principal set, or with `effectiveSettings` what counts for it."""
    if params.get("value") and not params.get("name"):
        raise invalid("A name must be specified to filter by value.")
    principal = _principal(world, params)
    own = {one.name: one for one in world.of(AccountSetting).values() if one.principal == principal}
    if params.get("effectiveSettings"):
        defaults = {
            one.name: one for one in world.of(AccountSetting).values() if one.principal == _root(world)
        }
        own = {
            name: own.get(name) or defaults.get(name) or AccountSetting(name, _root(world), value)
            for name, value in DEFAULTS.items()
        }
    found = [
        _shown(one)
        for one in own.values()
        if params.get("name") in (None, one.name) and params.get("value") in (None, one.value)
    ]
    settings, more = page(params, found)
    return {"settings": settings, **more}


def effective(world: World, name: str) -> str:
    """What a setting is for the simulated account's user."""
    for principal in (_principal(world, {}), _root(world)):
        found = world.get(AccountSetting, AccountSetting(name, principal, "").key)
        if found is not None:
            return found.value
    return DEFAULTS[name]


ACCOUNT_SETTINGS = {
    "PutAccountSetting": put_account_setting,
    "PutAccountSettingDefault": put_account_setting_default,
    "DeleteAccountSetting": delete_account_setting,
    "ListAccountSettings": list_account_settings,
}
