"""Words that look and change nothing: `why`, `inbox`, `check`, `call`, `help`."""

from trainer.labs.check import check as verdicts
from trainer.labs.model import Halt, Said, Tone, Work
from trainer.labs.words.word import error, note, output
from trainer.sim.explain import Unknown, why_last
from trainer.sim.explain import why as explained
from trainer.sim.model import Letter
from trainer.sim.standing import letters

HELP = """aws ecs …            any command, as AWS's own CLI takes it (aws ecs help lists them)
wait 5m              let time pass: 30s, 5m, 1h30m; wait until steady
why NAME             why a service, task, rule, bucket or queue is as it is; why last
inbox ADDRESS        the e-mails that SNS sent there
check                the goals, found against wanted
next                 in a guided step: what comes next
hint · solution      a hint, then another; the solution asks first
undo · redo · reset  take the last command back; begin anew
save · open          keep this state under a name; go back to one
call                 the API call behind the last command
export               what you did as a shell script, with its teardown"""
_MORE = {
    "kill": "kill NAME            let a task crash, or an instance go",
    "load": "load                 the loads of this lab; load NAME sets one",
    "break": "break                the faults of this lab; break NAME lets one happen",
    "scene": "scene                the accounts of this lab; scene NAME begins with one",
    "choose": "choose A             run a day of that design",
}


def why(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Why a thing is as it is; `last` is what happened last."""
    try:
        found = why_last(work.world) if rest == "last" else explained(work.world, rest) if rest else None
    except Unknown as trouble:
        return work, error(str(trouble))
    if found is None:
        return work, output("Why what? Give a service, task or instance; or: why last")
    return work, output(*found.lines())


def inbox(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The e-mails of an address."""
    if not rest:
        addresses = dict.fromkeys(one.address for one in work.world.of(Letter).values())
        return work, output(*addresses) if addresses else note("SNS sent no e-mail yet.")
    return work, output(*letters(work.world, rest))


def check(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The goals, found against wanted."""
    if work.lab.sandbox:
        return work, note("Nothing is asked here: this is a sandbox.")
    if work.current is None:
        return work, Said(((Tone.GOOD, "Every goal of this lab was met."),))
    lines = []
    for verdict in verdicts(work):
        sign = "✓" if verdict.met else "✗"
        lines.append(f"{sign} {verdict.goal.text}")
        if not verdict.met:
            lines.append(f"    wanted: {verdict.wanted}\n    found:  {verdict.found}")
    return work, output(*lines)


def call(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The API call behind the last command."""
    return work, output(work.call) if work.call else note("No command of this lab made an API call yet.")


def help_(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The words there are."""
    lab = work.lab
    more = [
        *(["kill"] if "kill" in lab.allows or lab.sandbox else []),
        *(["load"] if lab.loads else []),
        *(["break"] if lab.breaks else []),
        *(["scene"] if lab.scenes else []),
        *(["choose"] if lab.watch else []),
    ]
    return work, output(HELP, *(_MORE[name] for name in more))
