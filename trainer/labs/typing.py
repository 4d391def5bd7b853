"""An `aws` command as it is typed in a lab: inner commands answered first, no files."""

from trainer.aws.command_line.model import USAGE_STATUS
from trainer.aws.run import Advance, Ran, run
from trainer.labs.shell import shell_only
from trainer.labs.substitution import NoAnswer, substituted
from trainer.sim.world import World


def typed(world: World, line: str, advance: Advance) -> Ran:
    """Runs the line in the world, which it changes. What an inner command fails with is its error."""
    if told := shell_only(line):
        return Ran(stderr=f"{told}\n", exit_code=USAGE_STATUS)
    try:
        whole = answered(world, line)
    except NoAnswer as trouble:
        return Ran(stderr=f"{trouble}\n", exit_code=USAGE_STATUS)
    return run(world, _after_aws(whole), _no_files, advance)


def answered(world: World, line: str) -> str:
    """The line with its inner commands answered. Raises NoAnswer."""
    return substituted(line, lambda inner: _answer(world, inner))


def _after_aws(line: str) -> str:
    return "".join(line.split(None, 1)[1:])


def _answer(world: World, line: str) -> str:
    """What an inner command answers as text; it may look, but not change anything."""
    command = _after_aws(line)
    whole = command if "--output" in command else f"{command} --output text"
    ran = run(world.copy(), whole, _no_files)
    if ran.exit_code:
        raise NoAnswer(ran.stderr.strip())
    if ran.world_changed:
        raise NoAnswer(f"$({line}) changes something; only what looks may stand inside another command.")
    return ran.stdout


def _no_files(name: str) -> bytes:
    raise FileNotFoundError(f"{name}: a lab has no files; write what it would hold itself, in single quotes")
