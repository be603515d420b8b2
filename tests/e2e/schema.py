"""schema.py: that the schemas and the program agree.

usage: schema.py PROGRAM SOURCE-FOLDER [AJV-FOLDER]
With python3-jsonschema; with a third word, with ajv in that folder instead. Every
shipped file, every bad file of tests/lint and some hundred spoilt copies are judged by
the schema and by `sparring lint`; every line that a command prints with --json is
judged by the schema of that command.

A schema judges shape: types, missing and unknown keys, ranges, closed words, how ids
are spelt, counts, texts. It cannot know what a name refers to, so that a file whose
only mistakes are of that kind must pass. is_shape tells which finding is which.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the source folder stays as it is

import spoil

SHAPE = {"E020", "E021", "E022", "E023", "E024", "E025", "E027", "E028", "E029", "E033",
         "E034", "E035", "E038", "E048", "E055", "E112"}
KINDS = {"sparring-rubric": "rubric", "sparring-styles": "styles", "sparring-exam": "exam"}

Case = collections.namedtuple("Case", "schema label want doc why")


def value_at(doc, pointer):
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        doc = doc[int(key)] if isinstance(doc, list) else doc[key]
    return doc


def is_shape(finding, doc):
    code, pointer = finding["code"], finding["pointer"]
    if code == "E030":  # moves and moods are closed words, all else are names
        return "no move" in finding["message"] or "no mood" in finding["message"]
    if code == "E031":  # which languages there must be stands elsewhere; one, always
        value = value_at(doc, pointer)
        return "zh" not in value and "en" not in value
    if code == "E021" and pointer == "/meters":  # those of the styles, another file
        return False
    if code == "E023" and re.match(r"/meters/[^/]*/(max|start)$", pointer):
        value = value_at(doc, pointer)  # within the limits, but not with its neighbours
        low = -19 if pointer.endswith("max") else -20
        return value != int(value) or not low <= value <= 20
    if code == "E023" and pointer == "/pass/scenarios":  # no more than a form has
        value = value_at(doc, pointer)
        return value != int(value) or not 1 <= value <= 8
    if code == "E111":  # not beside its neighbours, or no such number at all
        value = value_at(doc, pointer)
        return value != int(value) or value < 1
    if code == "E027" and re.search(r"^/nodes$|/tags/\d+$|^/styles/[^/]*/start/", pointer):
        return False  # different ones counted over the whole file
    return code in SHAPE


class Program:
    def __init__(self, program, source, work):
        self.program, self.source, self.work = program, source, work
        self.env = dict(os.environ, SP_ASSETS=os.path.join(source, "assets"),
                        SP_SCENARIOS=os.path.join(source, "scenarios"),
                        SPARRING_DATA=os.path.join(work, "data"), LC_ALL="C.UTF-8",
                        TMPDIR=work)
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            self.env.pop(name, None)

    def lines(self, *words, status=(0, 1)):
        """What a command prints with --json, as documents."""
        run = subprocess.run([self.program, *words, "--json", "--lang", "en"],
                             env=self.env, stdout=subprocess.PIPE, check=False)
        if run.returncode not in status:
            raise SystemExit("%s ended with %d" % (" ".join(words), run.returncode))
        return [json.loads(line) for line in run.stdout.decode().splitlines()]

    def lint(self, paths):
        """The findings of each path."""
        found = {path: [] for path in paths}
        for finding in self.lines("lint", *paths):
            found[finding["file"]].append(finding)
        return found


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def schema_of(doc):
    kind = doc.get("format") if isinstance(doc, dict) else None
    return KINDS.get(kind, "scenario") if isinstance(kind, str) else "scenario"


def judged(program, files):
    """Cases of (label, path): the schema must see what lint sees of shape."""
    found = program.lint([path for _, path in files])
    for label, path in files:
        doc = load(path)
        errors = [f for f in found[path] if f["severity"] == "error"]
        shape = [f for f in errors if is_shape(f, doc)]
        why = (shape or errors or [{"message": "nothing"}])[0]
        yield Case(schema_of(doc), label, not shape, doc,
                   "%s %s" % (why.get("code", ""), why["message"]))


def old_styles(doc):
    """Styles as version 1 has them."""
    doc = json.loads(json.dumps(doc))
    doc["formatVersion"] = 1
    for style in doc["styles"].values():
        for entry in style.get("tire", {}).values():
            entry.update(entry.pop("do"))
    return doc


def frozen(doc):
    """An exam as it is when it was published."""
    doc["forms"]["A"][0]["styles"] = ["actor", "professor"]
    doc["frozen"] = {"engine": "0.1.0", "rubric": "4" * 64, "styles": "5" * 64,
                     "scenarios": {"price-objection": "6" * 64, "ic-card": "7" * 64}}
    return doc


def every_key(doc):
    """With the keys that the file can do without."""
    node = doc["nodes"]["opening"]
    node["stage"] = "open"
    reply = dict(node["replies"][0], id="more", manner="assertion", side="personal",
                 about=["need:quick"], coach={"zh": "好。", "en": "Good."})
    node["replies"].append(reply)
    doc["anywhere"] = [dict(reply, id="again")]
    doc["motives"]["jams"]["beyondAuthority"] = False
    return doc


def check_keys(source, doc):
    """A key that does not stand in the file cannot be spoilt."""
    def keys(value, of_schema):
        for _, kind, item in spoil.walk(value):
            if not of_schema and kind:
                yield kind[-1]
            elif of_schema and kind and kind[-1] == "properties":
                yield from item
    path = os.path.join(source, "scenarios", "schema", schema_of(doc) + ".json")
    missing = set(keys(load(path), True)) - set(keys(doc, False))
    assert missing <= {"do"}, missing  # which old styles do not have


def spoilt_files(program):
    def shipped(*words):
        return load(os.path.join(program.source, *words))

    styles = shipped("scenarios", "styles.json")
    style = styles["styles"]["actor"]
    style["openers"] = {"annoyed": {"zh": ["听着。"], "en": "Look."}}
    style["adapt"][0]["side"] = "personal"
    bases = [("small-call", every_key(shipped("tests", "data", "small-call.json"))),
             ("rubric", shipped("scenarios", "rubric.json")), ("styles", styles),
             ("old-styles", old_styles(styles)),
             ("exam", frozen(shipped("scenarios", "exams", "objections.json")))]
    for name, doc in bases:
        if name != "exam":
            doc["lint"] = {"W061": {"severity": "off", "reason": "no matter here"}}
        check_keys(program.source, doc)
        for i, (what, new) in enumerate(spoil.spoilt(doc, 8, name)):
            path = os.path.join(program.work, "%s-%d.json" % (name, i))
            with open(path, "w", encoding="utf-8") as file:
                json.dump(new, file, ensure_ascii=False)
            yield "%s, %s" % (name, what), path


def files_in(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))
            if name.endswith(".json")]


def first_case(source, scenario):
    """How the first case of a plan starts, and its replies."""
    start, picks, cases = [], [], 0
    with open(os.path.join(source, "scenarios", scenario + ".plan"), encoding="utf-8") as f:
        for words in map(str.split, f):
            cases += words[:1] == ["case"]
            if cases == 1 and words[:1] == ["pick"]:
                picks.append(words[1])
            elif cases == 1 and words[:1] == ["seed"]:
                start = [("--" if i % 2 == 0 else "") + w for i, w in enumerate(words)]
    return start, picks


def printed(program):
    """Cases of what commands print; all of it must pass."""
    scenario, script = "ic-card", os.path.join(program.work, "script")
    start, picks = first_case(program.source, scenario)

    def play(lines, *words):
        with open(script, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        return program.lines("play", *words, "--script", script)

    out = {"transcript": [], "history": [], "lint": [], "plan": [], "prove": [], "simulate": [],
           "against": [], "bench": [],
           "verify": []}
    out["transcript"] += play(picks, scenario, *start)
    out["transcript"] += play(picks[:2] + ["undo"] + picks[1:], scenario, *start)
    out["transcript"] += play(picks[:2], scenario, *start)
    attempts = program.lines("history")
    over = [a["attempt"] for a in attempts if a["state"] == "finished"][-1]
    out["transcript"] += play(picks[2:], "--again", over, "--line", "3")
    out["transcript"] += program.lines("history", over)
    out["history"] += program.lines("history")
    assert {"branchedFrom", "total"} <= set().union(*out["history"]), out["history"]
    assert {line["type"] for line in out["transcript"]} == \
        {"start", "turn", "undo", "end", "result", "advice"}
    out["lint"] += program.lines("lint", *files_in(os.path.join(
        program.source, "tests", "lint")))
    assert {"warning", "error"} <= {line.get("severity") for line in out["lint"]}
    assert any("other" in line for line in out["lint"])
    out["lint"] += program.lines("lint", "--explain", "W066")
    out["plan"] += failing_plan(program)
    out["plan"] += program.lines("plan", scenario)
    assert {line.get("type") for line in out["plan"]} == \
        {None, "plan", "show", "update", "coverage"}
    out["prove"] += program.lines("prove", "--quick", scenario)
    assert out["prove"][-1]["fair"] is True
    out["prove"] += program.lines("prove", "--quick", "--limit", "100", scenario)
    out["prove"] += program.lines("prove", "--quick", os.path.join(
        program.source, "tests", "data", "small-call.json"))
    assert out["prove"][-1]["unearned"] and out["prove"][-2]["never"], out["prove"][-2:]
    out["simulate"] += program.lines("simulate", "--plays", "50", "--policy", "random,noisy:20",
                                     scenario)
    out["against"] += program.lines("prove", changed_call(program), "--against", os.path.join(
        program.source, "tests", "data", "small-call.json"))
    out["against"] += program.lines("prove", changed_ids(program), "--against", scenario)
    assert {"witness", "plan", "attempt", None} == {line.get("source") for line in out["against"]}
    assert {"change", "figure", "against"} == {line["type"] for line in out["against"]}
    out["bench"] += program.lines("bench", "--quick")
    out["verify"] += checked_evidence(program)
    for name, lines in out.items():
        assert lines, name
        for i, line in enumerate(lines):
            yield Case(name, "line %d of %s" % (i + 1, name), True, line, "printed")


def changed_call(program):
    """The small call with another turn limit and a reply that tells nothing any more."""
    doc = load(os.path.join(program.source, "tests", "data", "small-call.json"))
    doc["turnLimit"] -= 1
    path = os.path.join(program.work, "changed.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(doc, file, ensure_ascii=False)
    return path


def changed_ids(program):
    """A shipped scenario with its plans, in which every first line has another id."""
    folder = os.path.join(program.source, "scenarios")
    for name in os.listdir(folder):
        if name.startswith("ic-card.") and name.endswith(".plan"):
            with open(os.path.join(folder, name), "rb") as f, \
                    open(os.path.join(program.work, name), "wb") as to:
                to.write(f.read())
    doc = load(os.path.join(folder, "ic-card.json"))
    for reply in doc["nodes"][doc["start"]]["replies"]:
        reply["id"] += "-x"
    path = os.path.join(program.work, "ic-card.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(doc, file, ensure_ascii=False)
    return path


def checked_evidence(program):
    """Files that agree, one that was touched and one with another key; the records."""
    frozen_files = [os.path.join(program.source, "tests", "data", "frozen", "small." + name)
                    for name in ("result", "evidence")]
    touched = os.path.join(program.work, "touched.result")
    with open(frozen_files[0], "rb") as f, open(touched, "wb") as to:
        to.write(f.read().replace(b"small-call", b"large-call", 1))
    lines = program.lines("verify", *frozen_files, touched)
    assert [line["agrees"] for line in lines] == [True, True, False], lines
    return lines + program.lines("verify", frozen_files[1], "--key", "0" * 64) + \
        program.lines("verify", "--records")


def failing_plan(program):
    """A plan with one mistake of each kind that play can show."""
    name = os.path.join(program.work, "call")
    with open(os.path.join(program.source, "tests", "data", "small-call.json"), "rb") as f, \
            open(name + ".json", "wb") as to:
        to.write(f.read())
    with open(name + ".plan", "w", encoding="utf-8") as file:
        file.write("case a\nseed 1 style actor motive jams\nshow\nat voice\nknows\npick nothing\n"
                   "end deal pass\n"
                   "case b\nseed 1 style actor motive jams\nat voice\n")
    return program.lines("plan", name + ".plan") + \
        program.lines("plan", "--update", name + ".plan")


def other_lines():
    """What no command prints; the schemas of output must not pass everything."""
    for name in ("transcript", "history", "lint", "plan", "prove", "simulate", "against",
                 "bench", "verify"):
        for doc in ({}, [], {"type": "turn"}, {"file": "x"}, {"attempt": ""}):
            yield Case(name, "%s of %s" % (doc, name), False, doc, "not printed")


def check_words(source):
    """The closed words of the schemas are those of the program, in any order."""
    with open(os.path.join(source, "engine", "core", "vocab.c"), encoding="utf-8") as file:
        text = file.read()
    lists = [re.findall(r'= "([^"]+)"', text.split("signal_names[] = {")[1].split("};")[0])]
    lists += [[w for w in re.findall(r'"([^"]*)"', found) if w]
              for found in re.findall(r"\nWORD\(([^)]*)\)", text)]
    events = set(lists[0][lists[0].index("heard"):lists[0].index("monologue") + 1])
    known = {frozenset(words) for words in lists}
    known |= {frozenset(set(lists[0]) - events), frozenset(events)}
    seen = set()
    for path in files_in(os.path.join(source, "scenarios", "schema")):
        for _, kind, value in spoil.walk(load(path)):
            if kind and kind[-1] == "enum" and isinstance(value, list):
                seen.add(frozenset(map(str, value)))
    missing = [sorted(words) for words in known if words not in seen]
    assert not missing, missing


def by_python(source, cases):
    from jsonschema import Draft202012Validator
    judges = {}
    for case in cases:
        if case.schema not in judges:
            schema = load(os.path.join(source, "scenarios", "schema", case.schema + ".json"))
            Draft202012Validator.check_schema(schema)
            judges[case.schema] = Draft202012Validator(schema)
        error = next(judges[case.schema].iter_errors(case.doc), None)
        yield error is None, error.message[:200] if error else ""


def by_ajv(source, cases, ajv):
    lines = "".join(json.dumps({"schema": c.schema, "doc": c.doc}) + "\n" for c in cases)
    here = os.path.dirname(os.path.abspath(__file__))
    run = subprocess.run(["node", os.path.join(here, "schema.js"), ajv,
                          os.path.join(source, "scenarios", "schema")],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode().splitlines():
        verdict = json.loads(line)
        yield verdict["ok"], verdict["why"]


def shipped_files(source):
    folder = os.path.join(source, "scenarios")
    for path in files_in(folder):
        doc = load(path)
        named = os.path.join(folder, doc["$schema"])
        assert os.path.samefile(named, os.path.join(
            folder, "schema", schema_of(doc) + ".json")), path
        yield path, path
    for name in ("small-call.json", "frozen/small-call.json", "frozen/rubric.json",
                 "frozen/styles.json"):
        yield name, os.path.join(source, "tests", "data", name)
    for path in files_in(os.path.join(source, "tests", "ui", "data")):
        yield path, path


def main():
    program, source = sys.argv[1], os.path.abspath(sys.argv[2])
    ajv = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    if ajv and not os.path.exists(os.path.join(ajv, "dist", "2020.js")):
        print("skipped: no ajv in %s; tools/test installs it where npm can" % ajv)
        return 77
    check_words(source)
    with tempfile.TemporaryDirectory() as work:
        program = Program(program, source, work)
        cases = list(judged(program, list(shipped_files(source))))
        assert all(case.want for case in cases), [c.label for c in cases if not c.want]
        lint = [(path, path) for path in files_in(os.path.join(source, "tests", "lint"))]
        cases += judged(program, lint)
        cases += judged(program, list(spoilt_files(program)))
        cases += printed(program)
        cases += other_lines()
    verdicts = list(by_ajv(source, cases, ajv) if ajv else by_python(source, cases))
    assert len(verdicts) == len(cases)
    wrong = 0
    for case, (ok, why) in zip(cases, verdicts):
        if ok != case.want:
            wrong += 1
            print("%s: the schema says %s, the program %s" %
                  (case.label, why or "nothing", case.why))
    good = sum(case.want for case in cases)
    print("%d documents to pass, %d to fail, %d wrong" % (good, len(cases) - good, wrong))
    return 1 if wrong or good < 100 or len(cases) - good < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
