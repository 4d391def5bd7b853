"""The honest study: `python -m tests.bench.learners --json [--learners 200] [--only headline,…]`.

Everything that decides is settled here before a run: arms, truths, terms, seeds. The agenda's constants were
tuned on learners named `tune-…`; these are named `study-…` and were never used for it. Differences are paired
(the same learner with the same luck under both arms), intervals are 95 % over learners, the worst truth comes
first. At 200 learners it takes about half an hour on two idle cores; `--learners 20` shows the shape in four.
"""

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from multiprocessing.pool import Pool

from tests.bench.learners import arms
from tests.bench.learners.readiness import one_learner, summary
from tests.bench.learners.study import Arm, Form, Outcome, Term, interval, live
from tests.bench.learners.truths import TRUTHS

WIDE = Term(300, 60, exposures_a_day=30)
"""The setting of the pilot: 300 facts, 60 days, at most 30 questions a day."""
NARROW = Term(300, 60, exposures_a_day=15)
TIMED = Term(300, 60, minutes_a_day=25)
CORE = 96
"""As many facts as the bundled course has core ones for SAA-C03."""
RIVALS = ("random", "SM-2", "FSRS")
BESIDE = (
    "massed",
    "SM-2 fixed",
    "FSRS fixed",
    "SM-2 repeating",
    "FSRS repeating",
    "trainer repeating",
    "oracle",
)
DEFAULT = Form()
T1 = "T1 FSRS-6"
CELLS = tuple((strength, share) for strength in (0.0, 0.5, 2.0) for share in (0.25, 0.5, 1.0))


@dataclass(frozen=True, slots=True)
class Job:
    truth: str
    arm: str
    term: Term
    number: int
    form: Form = DEFAULT


def run(job: Job) -> Outcome:
    seed = f"study-{job.number}"
    made: Arm = arms.made(job.arm, job.term, seed)
    meet = made.look if isinstance(made, arms.Oracle) else None
    return live(job.truth, seed, made, job.term, job.form, meet=meet)


def compared(pool: Pool, term: Term, learners: int, names: tuple[str, ...]) -> list[dict[str, object]]:
    """A row a truth, worst first: the trainer against the best of its rivals."""
    rows = []
    for truth in TRUTHS:
        found = {
            name: pool.map(run, [Job(truth, name, term, n) for n in range(learners)], chunksize=4)
            for name in names
        }
        mean = {name: interval([one.recall for one in outcomes])[0] for name, outcomes in found.items()}
        best = max(RIVALS, key=mean.__getitem__)
        ours = found["trainer"]
        row: dict[str, object] = {
            "truth": truth,
            "best rival": best,
            "trainer minus best": paired(ours, found[best]),
            "trainer minus random": paired(ours, found["random"]),
            "belief minus truth": spread([(one.belief or 0.0) - one.recall for one in ours]),
            "recall at exam": {name: round(value, 4) for name, value in mean.items()},
            "thirty days later": {name: _mean(outcomes, "later") for name, outcomes in found.items()},
            "on the way": {name: _mean(outcomes, "on_the_way") for name, outcomes in found.items()},
            "exposures": {name: _mean(outcomes, "exposures") for name, outcomes in found.items()},
            "hours": {name: _mean(outcomes, "hours") for name, outcomes in found.items()},
            "FSRS belief minus truth": spread([(one.belief or 0.0) - one.recall for one in found["FSRS"]]),
        }
        rows.append(row)
    return sorted(rows, key=lambda row: row["trainer minus best"]["mean"])  # type: ignore[index]


def paired(ours: list[Outcome], theirs: list[Outcome]) -> dict[str, float]:
    return spread([one.recall - other.recall for one, other in zip(ours, theirs, strict=True)])


def spread(values: list[float]) -> dict[str, float]:
    mean, low, high = interval(values)
    return {"mean": round(mean, 4), "low": round(low, 4), "high": round(high, 4)}


def _mean(outcomes: list[Outcome], name: str) -> float:
    return float(round(sum(getattr(one, name) for one in outcomes) / len(outcomes), 3))


def headline(pool: Pool, learners: int) -> object:
    return compared(pool, WIDE, learners, (*RIVALS, "trainer"))


def tight(pool: Pool, learners: int) -> object:
    return compared(pool, NARROW, max(2, learners // 2), (*RIVALS, "trainer"))


def minutes(pool: Pool, learners: int) -> object:
    return compared(pool, TIMED, max(2, learners // 2), (*RIVALS, "trainer"))


def beside(pool: Pool, learners: int) -> object:
    """The other arms, at the headline's setting."""
    count = max(2, learners // 4)
    return {
        truth: {
            name: _mean(pool.map(run, [Job(truth, name, WIDE, n) for n in range(count)]), "recall")
            for name in BESIDE
        }
        for truth in TRUTHS
    }


def exposures(pool: Pool, learners: int) -> object:
    """Exposures to 0.90 at the exam in the FSRS truth, each as it can be set.

    All may take thirty a day. An aim and a retention give a weak learner more than a strong one; a day's
    length gives each the same.
    """
    count = max(2, learners // 4)

    def curve(settings: Iterator[tuple[str, Term]]) -> list[tuple[float, float]]:
        found = []
        for name, term in settings:
            outcomes = pool.map(run, [Job(T1, name, term, n) for n in range(count)])
            found.append((_mean(outcomes, "exposures"), _mean(outcomes, "recall")))
        return found

    caps = (14, 18, 22, 26, 30)
    curves = {
        "trainer by aim": curve((f"trainer to {percent}", WIDE) for percent in (80, 85, 90, 93, 96)),
        "FSRS by retention": curve((f"FSRS at {percent}", WIDE) for percent in (70, 75, 80, 85, 90, 93)),
        "trainer by exposures a day": curve(("trainer", Term(300, 60, exposures_a_day=cap)) for cap in caps),
        "FSRS by exposures a day": curve(("FSRS", Term(300, 60, exposures_a_day=cap)) for cap in caps),
    }
    at = {name: _reaching(one, 0.90) for name, one in curves.items()}
    best = min(
        (one for one in (at["FSRS by retention"], at["FSRS by exposures a day"]) if one is not None),
        default=None,
    )
    return {
        "(exposures, recall)": curves,
        "to 0.90": at,
        "fewer by aim than FSRS by retention": _fewer(at["trainer by aim"], at["FSRS by retention"]),
        "fewer by aim than the better FSRS": _fewer(at["trainer by aim"], best),
        "fewer by exposures a day than FSRS so": _fewer(
            at["trainer by exposures a day"], at["FSRS by exposures a day"]
        ),
    }


def _fewer(ours: float | None, theirs: float | None) -> float | None:
    return None if ours is None or theirs is None else round(1 - ours / theirs, 3)


def _reaching(curve: list[tuple[float, float]], wanted: float) -> float | None:
    for (x0, y0), (x1, y1) in pairwise(curve):
        if y0 <= wanted <= y1 and y1 > y0:
            return round(x0 + (x1 - x0) * (wanted - y0) / (y1 - y0), 1)
    return None


def hours(pool: Pool, learners: int) -> object:
    """Hours from nothing to 0.90 at the exam over SAA core, reading included: thirty days of at most forty
    minutes, by aim; the same with an hour a day; and of fewer minutes each, all of them used.

    Beside them what the best of some timetables takes whose maker knew the law of memory beforehand: who
    learns it from answers can hardly be asked for less. The verdict stands first, the worst truth on top.
    """
    count = max(2, learners // 4)
    wide, hour = Term(CORE, 30, minutes_a_day=40), Term(CORE, 30, minutes_a_day=60)
    aims = tuple(f"trainer to {percent} repeating" for percent in (85, 90, 94, 97, 99))
    found: dict[str, dict[str, dict[str, object]]] = {}
    for truth in TRUTHS:
        settings = {
            "by aim": [(arm, wide) for arm in aims],
            "by aim, an hour a day": [(arm, hour) for arm in aims],
            "by minutes a day": [
                ("trainer repeating", Term(CORE, 30, minutes_a_day=minutes)) for minutes in (11, 17, 25)
            ],
            "by timetable": [(f"timetable {turns} by 3", wide) for turns in (3, 4, 5, 6, 7, 8)],
            "by timetable, an hour a day": [
                (f"timetable {turns} by 2", hour) for turns in (3, 4, 5, 6, 7, 8)
            ],
        }
        found[truth] = {}
        for name, jobs in settings.items():
            curve = []
            for arm, term in jobs:
                outcomes = pool.map(run, [Job(truth, arm, term, n) for n in range(count)])
                curve.append((_mean(outcomes, "hours"), _mean(outcomes, "recall")))
            found[truth][name] = {
                "(hours, recall at the exam)": curve,
                "hours to 0.90": _reaching(curve, 0.90),
            }
    return {"within eight hours": _verdict(found), **found}


ENOUGH_HOURS = 8.0


def _verdict(found: dict[str, dict[str, dict[str, object]]]) -> dict[str, object]:
    """By truth the hours to 0.90 of each setting, and those that are few enough.

    None: no two settings lie on both sides of 0.90; the curve tells whether all are above it or below.
    """
    rows: dict[str, tuple[float, dict[str, object]]] = {}
    for truth, settings in found.items():
        hours = {name: one["hours to 0.90"] for name, one in settings.items()}
        enough = {name: one for name, one in hours.items() if isinstance(one, float) and one <= ENOUGH_HOURS}
        usual = hours["by aim"]
        worst = usual if isinstance(usual, float) else float("inf")
        rows[truth] = worst, {**hours, "few enough": list(enough)}
    return {truth: row for truth, (_, row) in sorted(rows.items(), key=lambda one: -one[1][0])}


def surfaces(pool: Pool, learners: int) -> object:
    """Fresh minus fixed questions under plain FSRS in T1, by how well a question's looks are remembered."""
    count = max(2, learners // 5)
    fresh = pool.map(run, [Job(T1, "FSRS", WIDE, n) for n in range(count)])
    return {
        f"s0 {strength:g}, alpha {share:g}": paired(
            fresh,
            pool.map(run, [Job(T1, "FSRS fixed", WIDE, n, Form(strength, share)) for n in range(count)]),
        )
        for strength, share in CELLS
    }


def figure(pool: Pool, learners: int) -> object:
    """The readiness figure over learners of all truths, and of each alone."""
    found = pool.map(one_learner, range(5 * learners), chunksize=4)
    return {
        "all": summary(found),
        **{truth: summary([one for one in found if one.truth == truth]) for truth in TRUTHS},
    }


SECTIONS = {
    "headline": headline,
    "figure": figure,
    "exposures": exposures,
    "hours": hours,
    "minutes": minutes,
    "tight": tight,
    "beside": beside,
    "surfaces": surfaces,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    began = time.perf_counter()
    report: dict[str, object] = {"learners": options.learners}
    with multiprocessing.Pool(options.cores) as pool:
        for name in options.only.split(","):
            report[name] = partial(SECTIONS[name], pool)(options.learners)
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            if not options.json:
                print(name, json.dumps(report[name], indent=1), flush=True)
    report["seconds"] = round(time.perf_counter() - began)
    if options.json:
        print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
