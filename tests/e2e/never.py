#!/usr/bin/env python3
"""never.py: calls that no trainee may be able to make, put into a scenario one by one.

usage: never.py PROGRAM SOURCE-FOLDER

Each seed spoils the manual's scenario or its rubric so that one impossibility comes true. The
proof must find it and write it as a plan that holds and can be gone on from.
"""
import copy
import json
import os
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = sys.argv[1:3]
REST = "times(close) >= 1"


def replies(call):
    for node in call["nodes"].values():
        for reply in node.get("replies", []):
            yield reply


def reply(call, ident):
    return next(r for r in replies(call) if r["id"] == ident)


def level(rubric, competency, number, when):
    rubric["competencies"][competency]["levels"][number - 1]["when"] = when


def manner(*of):
    """The only way to the remedy that asks nothing, said in these manners."""
    def seed(call, _):
        for i, ident in enumerate(("why", "pitch", "vow", "swap", "allin")):
            reply(call, ident)["manner"] = of[i % len(of)]
    return seed


def argument(call, _):
    reply(call, "vow")["to"] = "end:deal"


def repeat(call, _):
    feel = reply(call, "feel")
    feel.pop("once")
    feel["do"] = {"trust": 1}


def early(_, rubric):
    level(rubric, "clarify", 2, "times(clarify) >= 1")


def wrong(call, rubric):
    call["nodes"]["answered"]["route"] = [{"to": "settled"}]
    level(rubric, "resolve", 2, "times(resolve) >= 1")


def deferral(call, _):
    reply(call, "push").update(moves=["defer:dated"], to="end:deal")


def rival(call, _):
    call["motives"]["budget"].update(need="always", resolvedBy=["swap"])
    call["nodes"]["voice"]["says"][1]["voices"] = ["always"]


def without(move):
    competency = "fab" if move in ("feature", "benefit") else move

    def seed(call, rubric):
        for number in (1, 2):
            level(rubric, competency, number, "times(test) >= 1 and ended(success)"
                  if move == "close" else REST)
        level(rubric, competency, 3, "times(%s) < 1" % move)
        reply(call, "push")["to"] = "end:deal"
        if move == "close":
            reply(call, "push")["moves"] = ["benefit"]
        if competency == "fab":
            reply(call, "check").pop("once")
            reply(call, "check")["to"] = "closing"
        if move == "resolve":
            reply(call, "if")["to"] = "settled"
    return seed


SEEDS = {
    "assertion": manner("assertion"),
    "flattery": manner("flattery"),
    "manner": manner("assertion", "flattery"),
    "only-argument": argument,
    "repeat": repeat,
    "early-answer": early,
    "wrong-remedy": wrong,
    "deferral": deferral,
    "rival": rival,
}
SEEDS.update(("without-" + move, without(move)) for move in
             ("clarify", "empathise", "test", "feature", "benefit", "resolve", "close"))


class Work:
    def __init__(self, folder):
        self.folder = folder
        self.env = dict(os.environ, SP_ASSETS=SOURCE + "/assets", SPARRING_DATA=folder + "/data",
                        SP_SCENARIOS=SOURCE + "/scenarios", LC_ALL="C.UTF-8")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, doc):
        with open(self.path(name), "w", encoding="utf-8") as file:
            json.dump(doc, file, ensure_ascii=False)

    def run(self, *words, want=None):
        done = subprocess.run([PROGRAM, *words], env=self.env, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=100, check=False)
        if want is not None and done.returncode != want:
            raise AssertionError((words, done.returncode, done.stdout[-800:], done.stderr[-800:]))
        return done.stdout

    def lines(self, *words, want=None):
        return [json.loads(line) for line in self.run(*words, want=want).splitlines()]


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return json.load(file)


def prove(work, call, rubric, *more, want=1):
    work.write("call.json", call)
    work.write("rubric.json", rubric)
    return work.lines("prove", "--quick", "--json", *more, work.path("call.json"), want=want)


def found(lines):
    return {never["id"] for line in lines[:-1] for never in line["never"]}


def go_on(work, lines, plan):
    """Every case holds, and the call can be taken up where the first one ends."""
    first = next(never for line in lines for never in line.get("never", []))
    said = len(first["lines"]) - ("ending" in first)
    work.run("plan", plan, want=0)
    turns = [line["reply"] for line in work.lines(
        "play", work.path("call.json"), "--plan", plan, "--case", "1", "--script", os.devnull, "--json")
        if line.get("type") == "turn"]
    assert turns == first["lines"][:said], (turns, first)
    last = work.lines("history", "--json", want=0)[0]
    assert last["branchedLines"] == said, last


def bounds(work, call, rubric):
    """What the rubric allows is allowed; what it does not say has a default."""
    kind = copy.deepcopy(rubric)
    kind["fairness"] = {"naive": 10}
    assert prove(work, call, kind, want=0)[-1]["fair"]
    kind["fairness"] = {"naive": 1000000}
    assert not prove(work, call, kind)[-1]["fair"]
    kind.pop("fairness")
    prove(work, call, kind)
    # A check that nobody can earn.
    kind["fairness"] = {"naive": 10}
    level(kind, "close", 3, "times(close+fit) >= 9")
    last = prove(work, call, kind)[-1]
    assert last["unearned"] == ["K3"] and not last["fair"], last
    kind["fairness"]["unearned"] = 1
    assert prove(work, call, kind, want=0)[-1]["unearned"] == ["K3"]
    # One style that cannot check with the customer.
    kind = copy.deepcopy(rubric)
    kind["fairness"] = {"naive": 10}
    less = copy.deepcopy(call)
    for ident in ("check", "sound"):
        reply(less, ident)["when"] = "not style(professor)"
    last = prove(work, less, kind)[-1]
    assert all(s["tooWide"] and s["lowest"] < s["highest"] == 100 for s in last["spread"]), last
    kind["fairness"]["spread"] = 40
    assert prove(work, less, kind, want=0)[-1]["fair"]


def main():
    call, rubric = read("tests/data/manual-call.json"), read("scenarios/rubric.json")
    with tempfile.TemporaryDirectory() as folder:
        work = Work(folder)
        work.write("styles.json", read("scenarios/styles.json"))
        assert found(prove(work, call, rubric)) == set()
        bounds(work, call, rubric)
        for name, seed in SEEDS.items():
            spoilt, judge = copy.deepcopy(call), copy.deepcopy(rubric)
            seed(spoilt, judge)
            plan = work.path("call.%s.plan" % name)
            lines = prove(work, spoilt, judge, "--counter", plan)
            ids = found(lines)
            print(name, sorted(ids))
            assert name in ids, (name, ids)
            if name == "manner":
                assert not ids & {"assertion", "flattery"}, ids
            go_on(work, lines, plan)


main()
