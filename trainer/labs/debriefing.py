"""The end of a lab told from its world and its lines."""

import re
from collections.abc import Iterator

from trainer.labs.debrief import Debrief, Passed
from trainer.labs.model import Work
from trainer.sim.explain import alike
from trainer.sim.rules import RULES
from trainer.sim.world import Reason, World

LINES_MOST = 18
QUIET = frozenset({"TL-2", "PL-3", "PL-1", "OB-2", "CI-7"})
"""Rules behind steps that come with everything: a task that starts is no news at the end of a lab."""
_ID = re.compile(r"(?<![-\w])([0-9a-f]{8})[0-9a-f]{8,}\b")
_DEPLOYMENT = re.compile(r"deployment ecs-svc/\d+")
_MINOR = re.compile(r"went \S+ → OK| is to stop: | more than the desired count|went INSUFFICIENT_DATA")
"""What only follows from something that is told too."""
_ALARM = re.compile(r"TargetTracking-service/\S+-Alarm(High|Low)-\S+")
_SEEN = re.compile(r"(went \S+ → \S+): .*")


def debrief(work: Work) -> Debrief:
    """The debrief of this run."""
    told = sorted(_all(work), key=lambda one: one[:2])
    kept, left_out = _fewest(_folded(work.world, told))
    passed = tuple(Passed(work.world.wall(at_ms), line, text) for at_ms, _, line, text in kept)
    lab = work.lab
    return Debrief(passed, left_out, lab.remember, lab.asked, lab.answer, _ours(work.world.reasons))


Told = tuple[int, int, str, str]


def _all(work: Work) -> Iterator[Told]:
    first_ms = min(work.times, default=0)
    chosen = max((place for place, line in enumerate(work.lines) if line.startswith("choose")), default=-1)
    for place, (at_ms, line) in enumerate(zip(work.times, work.lines, strict=True)):
        if not line.startswith("wait"):
            # every design's day begins at the same hour; what follows is the day of the last one
            yield (first_ms if place <= chosen else at_ms), 2 * place, line, ""
    seen: tuple[int, str] = (-1, "")
    for reason in work.world.reasons:
        if reason.at_ms < first_ms:
            continue  # how the account came to be what it was given as
        own = reason.because < 0 and (reason.at_ms in work.times or reason.at_ms <= first_ms)
        if own or QUIET.intersection(reason.rules) or _MINOR.search(reason.text):
            continue  # only what came of itself: commands stand there already
        text = shortened(reason.text)
        if (reason.at_ms, text) != seen:
            yield reason.at_ms, 10_000 + reason.id, "", text
        seen = (reason.at_ms, text)


def shortened(text: str) -> str:
    """A reason's sentence without what only a machine reads."""
    text = _SEEN.sub(r"\1", _ALARM.sub(r"of the policy (\1)", text))
    return _DEPLOYMENT.sub("the deployment", _ID.sub(r"\1", text))


def _folded(world: World, told: list[Told]) -> list[Told]:
    """What came again and again between two lines of the learner stands once: how often, until when."""
    folded: list[Told] = []
    again: dict[str, tuple[int, int, int]] = {}
    """What is said -> its place, how often, when last."""
    for one in [*told, (0, 0, "end", "")]:
        if one[2]:
            for place, times, last_ms in again.values():
                at_ms, order, _, text = folded[place]
                if times > 1:
                    text = f"{text} ({times} times, last at {world.wall(last_ms):%H:%M:%S})"
                folded[place] = (at_ms, order, "", text)
            again = {}
            folded.append(one)
            continue
        saying = alike(one[3])
        place, times, _ = again.get(saying, (len(folded), 0, 0))
        if not times:
            folded.append(one)
        again[saying] = (place, times + 1, one[0])
    return folded[:-1]


def _fewest(told: list[Told]) -> tuple[list[Told], int]:
    """As many as are read: every command, then the rest spread over the run."""
    spare = max(0, LINES_MOST - sum(bool(line) for _, _, line, _ in told))
    own = [one for one in told if not one[2]]
    if len(own) <= spare:
        return told, 0
    step = len(own) / spare if spare else 0
    kept = {own[int(place * step)][1] for place in range(spare)}
    return [one for one in told if one[2] or one[1] in kept], len(own) - spare


def _ours(reasons: list[Reason]) -> tuple[str, ...]:
    rules = dict.fromkeys(rule for reason in reasons for rule in reason.rules)
    return tuple(dict.fromkeys(RULES[rule].page for rule in rules if RULES[rule].ours))
