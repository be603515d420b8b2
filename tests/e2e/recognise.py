"""recognise.py PROGRAM SOURCE: typed lines and whole talks at the terminal.

What is printed agrees with its schema, places are those of the bytes that were typed,
hostile input is refused in a sentence, and the same words always get the same answer.
"""
import json
import os
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
HOME = tempfile.mkdtemp(prefix="recognise-")
FAULTS = []


def need(fact, what):
    if not fact:
        FAULTS.append(what)
        print("not so: %s" % what)


def run(*words, put=b"", lang="en"):
    return subprocess.run(
        [PROGRAM, *words, "--lang", lang], input=put, capture_output=True, timeout=120,
        check=False, env=dict(os.environ, LC_ALL="C.UTF-8", SPARRING_DATA=HOME,
                              SP_ASSETS=os.path.join(SOURCE, "assets"),
                              SP_SCENARIOS=os.path.join(SOURCE, "scenarios")))


def judge(name):
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        return lambda row: []
    with open(os.path.join(SOURCE, "scenarios", "schema", name + ".json"),
              encoding="utf-8") as file:
        schema = json.load(file)
    return lambda row: [fault.message for fault in
                        Draft202012Validator(schema).iter_errors(row)]


def rows(done, name):
    out = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
    faults = judge(name)
    for row in out:
        need(not faults(row), "%s by its schema: %s" % (name, faults(row)))
    return out


def ask(*lines, options=()):
    put = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    done = run("recognise", "--json", *options, put=put)
    return rows(done, "recognise"), done


def lines():
    text = "換作是我也會擔心，難怪您猶豫。您是拿哪一家來比的？"
    found, done = ask({"id": "a", "context": "太貴了", "text": text},
                      {"text": "ok"}, {"id": "c", "text": ""})
    need(done.returncode == 0 and len(found) == 3, "three answers: %s" % done.stderr)
    moves = {move["move"]: move for move in found[0]["moves"]}
    need(set(moves) == {"empathise", "clarify"}, "both moves: %s" % list(moves))
    for move in moves.values():
        span = move["evidence"]
        need(text.encode()[span["start"]:span["end"]].decode() == span["text"],
             "the place in the bytes that were typed")
    need(not found[1]["moves"] and not found[2]["moves"], "nothing in nothing")
    again, _ = ask({"id": "a", "context": "太貴了", "text": text})
    need(again[0] == found[0], "the same words, the same answer")
    about, done = ask({"text": "It needs no card: the head-end unlocks the channels."},
                      options=("--scenario", "ic-card"))
    need(done.returncode == 0 and about[0]["about"], "what it speaks of: %s" % about)
    said = run("recognise", "您最担心的是什么？", "--context", "太贵了", lang="zh")
    text = "书上教的是“您最担心什么？”，我不背书。您最担心的是什么？"
    found, _ = ask({"text": text}, {"text": "您最担心的是什么？"})
    moves = [move["move"] for move in found[0]["moves"]]
    span = found[0]["moves"][0]["evidence"] if moves else {"start": 0, "end": 0}
    need(moves == ["clarify"] and found[0].get("reports") and
         span["start"] > text.encode().index("书。".encode()) and
         text.encode()[span["start"]:span["end"]].decode() == span["text"],
         "one's own words, not those of the book: %s" % found[0])
    need("reports" not in found[1], "nothing is reported: %s" % found[1])
    need("明确" in said.stdout.decode() and "规则：" in said.stdout.decode(), "for people")


def refusals():
    _, done = ask({"text": "x" * 5000})
    need(done.returncode == 3 and b"4,096" in done.stderr, "a line that is too long")
    for put in (b"{", b"[]", b'{"text": 1}', b'{"text": "\xff"}', b'{"id": "a"}',
                b"[" * 100000, b'{"text": "a", "text": "b"}', b"\x00"):
        done = run("recognise", "--json", put=put + b'\n{"text": "hello"}\n')
        need(done.returncode == 3 and done.stderr, "refused: %r" % put[:20])
        need(b'"moves"' in done.stdout, "and the next line is read: %r" % put[:20])
    done = run("recognise", "--json", put=b'{"text": "' + b"a, " * 400000 + b'"}\n')
    need(done.returncode == 3, "a megabyte")
    for words in (("one", "two"), ("--by", "magic", "x")):
        need(run("recognise", *words).returncode == 2, "wrong usage: %s" % (words,))
    need(run("recognise", "--scenario", "nothing", "x").returncode == 3, "no such scenario")
    folder = os.path.join(HOME, "rules")
    os.mkdir(folder)
    for name in ("common.txt", "zh.txt", "en.txt"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("class a: b\n" + ("rule\n" if name == "zh.txt" else ""))
    done = run("recognise", "x", "--rules", folder)
    need(done.returncode == 3 and b"zh.txt:2" in done.stderr, "a bad rule with its line")
    model = os.path.join(HOME, "model")
    with open(os.path.join(SOURCE, "assets", "nlu", "model.bin"), "rb") as file:
        good = file.read()
    for bad in (b"", good[:-1], good[:100], b"X" + good[1:], good[:8] + b"\0" + good[9:]):
        with open(model, "wb") as file:
            file.write(bad)
        done = run("recognise", "x", "--model", model)
        need(done.returncode == 3 and done.stderr, "a bad model of %d bytes" % len(bad))


GOOD = (("customer", "你们的电脑太贵了"), ("trainee", "您说的贵，主要是跟哪一家比的？"),
        ("customer", "跟隔壁那家，便宜八百呢"),
        ("trainee", "八百块不是小数，换谁都会先比一比，难怪您犹豫。"),
        ("customer", "是啊"),
        ("trainee", "要是价格谈妥了，您今天能定吗？除了价格，还有没有别的顾虑？"),
        ("customer", "没有了"),
        ("trainee", "这台自带三年上门保修，坏了当天换，您店里就不用停业等修了，您看怎么样？"),
        ("customer", "行"))


def talk(turns, **more):
    return dict(more, turns=[{"who": who, "text": text} for who, text in turns])


def score(*talks, options=()):
    put = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in talks).encode()
    done = run("score", "--json", *options, put=put)
    return rows(done, "score"), done


def talks():
    bad = (("customer", "太贵了"), ("trainee", "您不懂行情，嫌贵就别买。"))
    found, done = score(talk(GOOD, id="good"), talk(bad, id="bad"), talk((), id="none"))
    need(done.returncode == 1 and [row["id"] for row in found] == ["good", "bad", "none"],
         "three talks: %s" % done.stderr)
    levels = found[0]["scores"]
    need(all(levels[part] >= 2 for part in ("clarify", "empathise", "test")),
         "levels of a good talk: %s" % levels)
    need(found[1]["scores"]["clarify"] == 0 and found[1]["errors"] and not found[1]["pass"],
         "a bad talk: %s" % found[1]["scores"])
    need(not any(check["earned"] for check in found[2]["checks"]), "nothing said")
    for check in found[0]["checks"]:
        if check["earned"]:
            span, text = check["evidence"], GOOD[check["turn"]][1].encode()
            need(GOOD[check["turn"]][0] == "trainee" and
                 text[span["start"]:span["end"]].decode() == span["text"],
                 "the line that earned %s" % check["check"])
    for put in (b"{", b"{}", b'{"turns": [1]}', b'{"turns": [{"who": "me", "text": ""}]}'):
        done = run("score", "--json", put=put + b"\n")
        need(done.returncode == 3 and done.stderr, "no talk: %r" % put)
    many = talk((("trainee", "ok"),) * 1001)
    need(score(many)[1].returncode == 3, "too many turns")
    path = os.path.join(HOME, "visit.txt")
    with open(path, "w", encoding="utf-8") as file:
        for who, text in GOOD:
            file.write("%s：%s\n" % ("客户" if who == "customer" else "我", text))
    done = run("score", path, lang="zh")
    need(done.returncode in (0, 1) and "明确：2 级" in done.stdout.decode() or
         "明确：3 级" in done.stdout.decode(), "a talk as text: %s" % done.stdout.decode())
    need(run("score", put=b"no names here\n").returncode == 3, "text that is no talk")


def coding():
    lines_path = os.path.join(HOME, "lines.jsonl")
    with open(lines_path, "w", encoding="utf-8") as file:
        for at in range(3):
            file.write(json.dumps({"id": str(at), "context": "太贵了", "text": "行 %d" % at,
                                   "moves": ["clarify"]}) + "\n")
    one, two = (os.path.join(HOME, name) for name in ("ann.jsonl", "bo.jsonl"))
    done = run("code", lines_path, "--by", "Ann", "--to", one, put=b"1 2\nx\nq\n")
    need(done.returncode == 0 and b"1 of 3" in done.stdout and b"0 to 15" in done.stdout,
         "one is coded: %s" % done.stdout[-300:])
    need(b"clarify" not in done.stdout, "coding is blind")
    done = run("code", lines_path, "--by", "Ann", "--to", one, put=b"?\n0\n1\n")
    need(b"All 3" in done.stdout, "gone on with: %s" % done.stdout[-200:])
    run("code", lines_path, "--by", "Bo", "--to", two, put=b"1\n0\n2\n")
    done = run("code", "--compare", one, two)
    need(done.returncode == 0 and b"3 lines coded by both, Ann and Bo" in done.stdout and
         b"Under 200" in done.stdout, "compared: %s" % done.stdout)
    need(run("code", "--compare", one, one).returncode == 3, "one coder is not two")
    for path, by in ((one + "2", "Ann"), (two + "2", "Bo")):
        with open(path, "w", encoding="utf-8") as file:
            for at in range(200):
                file.write(json.dumps({"id": str(at), "by": by, "moves":
                                       ["clarify"] if at % 3 else []}) + "\n")
    need(b"Provisional" in run("recognise", "--card").stdout, "nobody has coded enough")
    need(run("code", "--compare", one + "2", two + "2").returncode == 0, "enough")
    need(b"Ann and Bo coded 200 lines" in run("recognise", "--card").stdout,
         "the card says who has coded")
    need(run("code", lines_path, "--by", "Cy", "--to", one).returncode == 3,
         "somebody else's file is left alone")


def main():
    lines()
    refusals()
    talks()
    coding()
    card = run("recognise", "--card", lang="zh").stdout.decode()
    need("Ann" in card and "{" not in card, "the card: %s" % card[:200])
    subprocess.run(["rm", "-rf", HOME], check=False)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
