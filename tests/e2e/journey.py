"""journey.py: what people do in the window, from start to end, with keys and mouse.

usage: journey.py PROGRAM SOURCE-FOLDER [JOURNEY…]
Things are known by the names in the event log (tools/events.h). A journey returns why
it could not be made here, or nothing.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the source folder stays as it is

import desk
from desk import PATIENCE, Missing


def line_of(state):
    return state["attempt"], state["node"], state["turn"]


def need(ok, what):
    if not ok:
        raise Missing(what)


def sentence(d, lang, key):
    """The beginning of a sentence, up to its first argument."""
    path = os.path.join(d.source, "assets", "strings.%s.json" % lang)
    with open(path, encoding="utf-8") as table:
        return json.load(table)[key].split("{")[0]


def picks(d, scenario):
    """Start and replies of the first case of a scenario's plan."""
    start, replies, cases = [], [], 0
    path = os.path.join(d.source, "scenarios", scenario + ".plan")
    with open(path, encoding="utf-8") as plan:
        for words in map(str.split, plan):
            cases += words[:1] == ["case"]
            if cases == 1 and words[:1] == ["seed"]:
                start = [word if i % 2 else "--" + word for i, word in enumerate(words)]
            if cases == 1 and words[:1] == ["pick"]:
                replies.append(words[1])
    return start, replies


# ---- steps ----


def on(screen):
    return lambda s: s["screen"] == screen and not s["overlay"]


def open_at(d, lang, scenario="ic-card", **more):
    """The program at the briefing of a customer who does not depend on chance."""
    start, _ = picks(d, scenario)
    w = d.open("play", scenario, "--lang", lang, *start, **more)
    w.wait("the briefing", on("brief"))
    return w


def begin(w):
    """From the briefing into the call, by keys only."""
    w.focus("start")
    w.press("Return")
    return w.wait("the call", on("play"))


def number(w, reply):
    names = [name.split("/")[-1] for name in w.replies()]
    need(reply in names, "a reply %s, not only %s" % (reply, names))
    return str(names.index(reply) + 1)


def answer(w, reply):
    """One line, by the key of its number."""
    turn = w.state["turn"]
    w.press(number(w, reply))
    return w.wait("an answer to line %d" % (turn + 1),
                  lambda s: s["turn"] == turn + 1 or s["screen"] == "result")


def to_the_end(w, replies):
    for reply in replies[w.state["turn"]:]:
        answer(w, reply)
    return w.wait("an ending", lambda s: s["ending"] and s["screen"] == "result")


def quit_by_key(w):
    w.press("ctrl+q")
    need(w.ended() == 0, "ended with %s and said:\n%s" % (w.process.returncode, w.said()))


def only_attempt(d, state, lines):
    found = d.attempts()
    need(len(found) == 1, "one attempt, not %d" % len(found))
    one = found[0]
    need(one["state"] == state, "state %s, not %s" % (state, one["state"]))
    need(one["lines"] == lines, "%d lines, not %d" % (lines, one["lines"]))
    return one


# ---- journeys ----


def keys(d):
    """A whole round in Chinese without the mouse, won."""
    _, replies = picks(d, "ic-card")
    w = open_at(d, "zh")
    need(w.state["lang"] == "zh", "Chinese")
    w.press("F1")
    w.wait("help", lambda s: s["overlay"] == "help")
    w.press("Escape")
    w.wait("the briefing", on("brief"))
    w.press("Escape")
    w.wait("the first screen", on("home"))
    w.focus("scenarios/ic-card")
    w.press("Return")
    w.wait("the briefing", on("brief"))
    begin(w)
    # One line by moving the focus to it, the next by its number; that is taken back.
    w.focus(w.state["node"] + "/" + replies[0])
    w.press("Return")
    w.wait("an answer", lambda s: s["turn"] == 1)
    need(w.state["focus"] in w.replies(), "focus on the next replies")
    answer(w, replies[1])
    w.press("ctrl+z")
    w.wait("the line taken back", lambda s: s["turn"] == 1)
    need(w.state["note"], "a word about it")
    w.press("F1")
    w.wait("help", lambda s: s["overlay"] == "help")
    w.press("F1")
    w.wait("the call again", on("play"))
    # Leaving keeps it; it is found and gone on with.
    left = w.state
    w.press("Escape")
    w.wait("the first screen", on("home"))
    w.focus("entries/" + left["attempt"] + "/go-on")
    w.press("Return")
    w.wait("the call again", on("play"))
    need(line_of(w.state) == line_of(left), "the same line")
    to_the_end(w, replies)
    ending = w.state["ending"]
    w.press("Escape")
    w.wait("the first screen", on("home"))
    need(w.item("entries/" + left["attempt"]), "the result in the list")
    quit_by_key(w)
    one = only_attempt(d, "finished", len(replies) + 2)  # one more, and its taking back
    need(one["lang"] == "zh" and one["pass"] and one["ending"] == ending,
         "a pass in Chinese, not %s" % one)


def mouse(d):
    """A whole round in English without the keyboard, won."""
    _, replies = picks(d, "ic-card")
    w = open_at(d, "en")
    w.click("bar-help")
    w.wait("help", lambda s: s["overlay"] == "help")
    w.click("overlay-close")
    w.wait("the briefing", on("brief"))
    w.click("start")
    w.wait("the call", on("play"))
    for count, reply in enumerate(replies):
        w.wait("line %d" % count, lambda s: s["turn"] == count)
        w.click(w.state["node"] + "/" + reply)
    w.wait("the result", on("result"))
    ending = w.state["ending"]
    w.click("competency.0")
    w.click("bar-back")
    w.wait("the first screen", on("home"))
    w.ask_to_close()
    need(w.ended() == 0, "ended with %s and said:\n%s" % (w.process.returncode, w.said()))
    one = only_attempt(d, "finished", len(replies))
    need(one["pass"] and one["ending"] == ending, "a pass, not %s" % one)


def look(d):
    """Language, theme, text size and the window's size change in the middle of a call,
    and are kept for the next start, but for the size."""
    _, replies = picks(d, "ic-card")
    w = open_at(d, "zh")
    begin(w)
    answer(w, replies[0])
    here = line_of(w.state)

    def stays():
        need(line_of(w.state) == here, "the same line")

    w.press("ctrl+l")
    w.wait("English", lambda s: s["lang"] == "en")
    w.click("bar-language")
    w.wait("Chinese", lambda s: s["lang"] == "zh")
    w.press("ctrl+l")
    w.wait("English", lambda s: s["lang"] == "en")
    w.press("ctrl+t")
    w.wait("the dark theme", lambda s: s["dark"])
    w.click("bar-settings")
    w.wait("the settings", lambda s: s["overlay"] == "settings")
    w.click("set-theme/part.0")
    w.wait("the light theme", lambda s: not s["dark"])
    w.press("Escape")
    w.wait("the call again", on("play"))
    w.press("ctrl+t")
    w.wait("the dark theme", lambda s: s["dark"])
    stays()
    for width, height in ((360, 400), (640, 400), (1280, 800)):
        w.resize(width, height)
        stays()
        for name in w.replies():
            w.focus(name)
            item = w.item(name)
            seen = item["seen"] or [0, 0, 0, 0]
            need(seen[3] >= min(item["rect"][3], height / 3),
                 "%s in sight at %dx%d, not %s" % (name, width, height, item))
    small = w.state["scale"]
    w.press("ctrl+plus")
    w.wait("larger text", lambda s: s["scale"] > small)
    stays()
    w.press("ctrl+0")
    w.wait("the usual size of text", lambda s: s["scale"] == small)
    w.press("ctrl+plus")
    w.wait("larger text", lambda s: s["scale"] > small)
    large = w.state["scale"]
    answer(w, replies[1])
    quit_by_key(w)
    only_attempt(d, "running", 2)
    w = d.open()
    need((w.state["lang"], w.state["dark"], w.state["scale"]) == ("en", True, large),
         "what was chosen, not %s" % {k: w.state[k] for k in ("lang", "dark", "scale")})
    quit_by_key(w)


def crash(d):
    """Killed in the middle, the call goes on at the same line."""
    _, replies = picks(d, "ic-card")
    w = open_at(d, "en")
    begin(w)
    answer(w, replies[0])
    was = w.state
    w.kill()
    only_attempt(d, "running", 1)
    w = d.open("--lang", "en")
    w.wait("the first screen", on("home"))
    w.click("entries/" + was["attempt"] + "/go-on")
    w.wait("the call", on("play"))
    need(line_of(w.state) == line_of(was), "the same line")
    was = answer(w, replies[1])
    w.kill()
    w = d.open("play", "--resume", was["attempt"][:8], "--lang", "en")
    w.wait("the call", on("play"))
    need(line_of(w.state) == line_of(was), "the same line")
    to_the_end(w, replies)
    # The window is closed while the result is on the screen: it was kept before.
    w.ask_to_close()
    need(w.ended() == 0, "ended with %s and said:\n%s" % (w.process.returncode, w.said()))
    only_attempt(d, "finished", len(replies))


def settings(d):
    """Broken settings are told of in one sentence, and the window comes up."""
    path = os.path.join(d.data, "settings.json")
    os.mkdir(d.data, 0o700)
    for broken in ('{"lang": "en", "dark"', '{"lang": "xx", "dark": true}', "[]"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(broken)
        w = d.open("--lang", "en")
        w.wait("the first screen", on("home"))
        quit_by_key(w)
        lines = w.said().splitlines()
        need(len(lines) == 1 and lines[0].startswith(sentence(d, "en", "settings.broken"))
             and path in lines[0], "one sentence for %s, not %s" % (broken, lines))
    # What was right in the last but one counts all the same.
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"lang": "xx", "dark": true}')
    w = d.open("--lang", "en")
    need(w.state["dark"], "the setting that could be used")
    quit_by_key(w)


def given_out(d):
    """Publishes an exam of two calls here; its start codes by staff number."""
    def sparring(*words):
        done = d.run("exam", *words, "--lang", "en")
        need(done.returncode == 0, "exam %s: %s" % (words[0], done.stderr))

    def path(name):
        return os.path.join(d.home, name)

    for name, text in (("pass", "correct horse battery\n"),
                       ("roster.csv", "number,name,extra\n001,Ann,\n002,Bo,25%\n")):
        with open(path(name), "w", encoding="utf-8") as file:
            file.write(text)
    os.chmod(path("pass"), 0o600)
    secret = ("--passphrase-file", path("pass"))
    sparring("setup", *secret)
    sparring("roster", path("roster.csv"))
    sparring("new", "quick", path("quick.json"))
    with open(path("quick.json"), encoding="utf-8") as file:
        exam = json.load(file)
    call = {"scenario": "ic-card"}
    exam.update(forms={"A": [call, call]}, warmUp="ic-card", minutes=20, attempts=1)
    exam.pop("coolingHours", None)
    exam["pass"] = {"scenarios": 2, "total": 65}
    with open(path("quick.json"), "w", encoding="utf-8") as file:
        json.dump(exam, file)
    sparring("publish", path("quick.json"), *secret)
    sparring("codes", "quick", *secret, "--csv", path("codes.csv"))
    with open(path("codes.csv"), encoding="utf-8-sig") as file:
        rows = [line.strip().split(",") for line in file][1:]
    return {row[0]: row[-1] for row in rows}


def records(d, query):
    with sqlite3.connect(os.path.join(d.data, "records.db")) as db:
        return db.execute(query).fetchall()


def events(d):
    return [json.loads(body)["type"]
            for (body,) in records(d, "select body from event order by seq")]


def at(stage):
    """On a page of the exam that has this button."""
    return lambda s: on("exam")(s) and any(i["name"] == stage for i in s["items"])


def enter_code(w, code):
    w.press("e")
    w.wait("the field for the code", lambda s: s["focus"] == "exam-code")
    w.tool("type", "--delay", "60", code)
    w.press("Return")
    return w.wait("the exam", at("exam-go"))


def line(w):
    turn = w.state["turn"]
    w.press("1")
    return w.wait("another line", lambda s: s["turn"] != turn or s["screen"] != "play")


def exam(d):
    """An exam by keys only. Killed in the middle it goes on at the same line, with the
    time that was left; closing the window is asked once."""
    code = given_out(d)["001"]
    w = d.open("--lang", "en")
    enter_code(w, code.lower().replace("-", " "))
    w.press("Return")  # nobody has read the notice yet
    w.focus("exam-go")
    w.press("Return")
    w.wait("the warm-up", at("exam-skip"))
    w.focus("exam-skip")
    w.press("Return")
    w.wait("the first call", lambda s: at("exam-go")(s) and not at("exam-skip")(s))
    w.focus("exam-go")
    w.press("Return")
    w.wait("the call", on("play"))
    answer(w, "ask")  # a start code draws the order; this line never ends the call
    was = w.wait("another line", lambda s: s["turn"] == 1)
    for key in ("h", "ctrl+z"):  # no help, and nothing to take back
        w.press(key)
    w.press("b")
    w.wait("the briefing", lambda s: s["overlay"] == "brief")
    w.press("Escape")
    w.wait("the call", on("play"))
    need(w.state["turn"] == 1 and not w.state["note"], "the same line")
    w.kill()
    left = records(d, "select left_ms from sitting")[0][0]
    need(0 < left <= 20 * 60000, "the time that is left, not %s" % left)
    need(not d.attempts(), "no call of the exam in the list")
    # The first screen knows that it goes on; the code belongs to Ann.
    w = d.open("--lang", "en")
    w.wait("the first screen", on("home"))
    waiting = [i["name"] for i in w.state["items"] if i["name"].endswith("/sitting")]
    need(len(waiting) == 1, "one sitting on the first screen, not %s" % waiting)
    enter_code(w, code)
    need(records(d, "select left_ms from sitting")[0][0] == left, "the same time left")
    w.press("Return")
    w.wait("the call", on("play"))
    need((w.state["node"], w.state["turn"]) == (was["node"], 1), "the same line")
    # The window is not closed by a slip.
    w.ask_to_close()
    w.wait("a question", lambda s: s["overlay"] == "leave")
    w.press("Escape")
    w.wait("the call", on("play"))
    w.press("ctrl+q")
    w.wait("a question", lambda s: s["overlay"] == "leave")
    w.ask_to_close()
    need(w.ended() == 0, "ended with %s and said:\n%s" % (w.process.returncode, w.said()))
    need(records(d, "select left_ms from sitting")[0][0] < left, "less time left")
    w = d.open("--lang", "en")
    enter_code(w, code)
    w.press("Return")
    w.wait("the call", on("play"))
    while on("play")(w.state):
        line(w)
    to_the_verdict(w)
    told = events(d)
    need(told.count("resumed") == 2 and told.count("call") == 2 and "closed" in told,
         "interruptions and both calls on the record, not %s" % told)
    # A call line by line, and back.
    debrief = [i["name"] for i in w.state["items"] if i["name"].endswith("/debrief")]
    need(len(debrief) == 2, "two debriefs, not %s" % debrief)
    w.focus(debrief[0])
    w.press("Return")
    w.wait("the debrief", on("result"))
    w.press("Escape")
    w.wait("the verdict", at("appeal"))
    w.focus("appeal")
    w.press("Return")
    w.wait("a field", lambda s: s["focus"] == "appeal-words")
    w.tool("type", "--delay", "60", "please look at call 2")
    w.press("Return")
    w.wait("the verdict", lambda s: on("exam")(s) and not at("appeal")(s))
    need("appeal" in events(d), "the appeal on the record")
    quit_by_key(w)


def to_the_verdict(w):
    """From the page before a call on, always with the first reply."""
    while at("exam-go")(w.state):
        w.press("Return")
        w.wait("the call", on("play"))
        while on("play")(w.state):
            line(w)
    return w.wait("the verdict", lambda s: on("exam")(s) and not at("exam-go")(s))


def hand_in(d):
    """On a machine of one's own: who one is is asked once, the first screen goes on
    with the exam, and the manager's machine takes the result in."""
    code = given_out(d)["002"]
    file = os.path.join(d.home, "quick.exam")
    done = d.run("exam", "export", "quick", file, "--passphrase-file",
                 os.path.join(d.home, "pass"), "--lang", "en")
    need(done.returncode == 0, done.stderr)
    manager, d.data = d.data, os.path.join(d.home, "own")
    done = d.run("exam", "import", file, "--lang", "en")
    need(done.returncode == 0, done.stderr)
    w = d.open("--lang", "en")
    w.press("e")
    w.wait("the field for the code", lambda s: s["focus"] == "exam-code")
    w.tool("type", "--delay", "60", code)
    w.press("Return")
    w.wait("a question", lambda s: s["focus"] == "exam-number")
    w.tool("type", "--delay", "60", "002")
    w.press("Tab")
    w.wait("the next field", lambda s: s["focus"] == "exam-name")
    w.tool("type", "--delay", "60", "Bo")
    w.press("Return")
    w.wait("the notice", at("exam-go"))
    w.focus("exam-go")
    w.press("Return")
    w.wait("the warm-up", at("exam-skip"))
    w.focus("exam-skip")
    w.press("Return")
    w.wait("the first call", lambda s: at("exam-go")(s) and not at("exam-skip")(s))
    w.kill()
    w = d.open("--lang", "en")
    w.wait("the first screen", on("home"))
    w.focus([i["name"] for i in w.state["items"] if i["name"].endswith("/sitting")][0])
    w.press("Return")
    w.wait("the exam, without a question", at("exam-go"))
    to_the_verdict(w)
    w.focus("hand-in")
    w.press("Return")
    w.wait("the path", lambda s: ".jsonl" in s["note"])
    folder = os.path.join(d.home, "results")
    os.mkdir(folder)
    for name in os.listdir(d.data):
        if name.endswith(".jsonl"):
            shutil.copy(os.path.join(d.data, name), folder)
    need(len(os.listdir(folder)) == 1, "one result file")
    quit_by_key(w)
    d.data = manager
    done = d.run("exam", "collect", folder, "--passphrase-file",
                 os.path.join(d.home, "pass"), "--lang", "en")
    need(done.returncode == 0, done.stdout + done.stderr)
    need(records(d, "select count(*) from sitting where state = 'closed'") == [(1,)],
         "the result among the manager's records")


def button(w, name, what, fact):
    w.focus(name)
    w.press("Return")
    return w.wait(what, fact)


def has(name):
    return lambda s: s["screen"] == "desk" and any(i["name"] == name for i in s["items"])


def typed(w, field, text):
    w.focus(field)
    w.tool("type", "--delay", "40", text)


def manager(d):
    """From nothing to a decision without a terminal: the passphrase, people, an exam, a
    code, one sitting held face to face, the board."""
    people = os.path.join(d.home, "people.csv")
    with open(people, "w", encoding="utf-8") as file:
        file.write("工号,姓名,团队\n001,李雷,东区\n002,韩梅梅,西区\n")
    w = d.open("--lang", "zh")
    w.wait("the first screen", on("home"))
    w.press("m")
    w.wait("the lock", lambda s: s["focus"] == "desk-pass")
    w.tool("type", "--delay", "40", "correct horse")
    typed(w, "desk-again", "correct horse")
    w.press("Return")
    w.wait("people and exams", has("desk-new"))
    typed(w, "roster/path", people)
    w.press("Return")
    button(w, "desk-new", "the form", has("desk-publish"))
    typed(w, "desk-id", "spring")
    typed(w, "desk-title", "Spring")
    typed(w, "desk-reason", "Two trainers agreed.")
    button(w, "desk-publish", "the exam", has("spring/exam"))
    button(w, "spring/exam", "the board", has("001/person"))
    need(records(d, "select count(*) from roster")[0][0] == 2, "two people")
    button(w, "ui.desk.codes", "codes", lambda s: records(
        d, "select count(*) from code")[0][0] == 2)
    need([n for n in os.listdir(d.data) if "spring-codes" in n], "a file with the codes")
    button(w, "001/person", "a page of one's own", has("desk-observe"))
    button(w, "desk-observe", "a name", lambda s: s["focus"] == "desk-by")
    w.tool("type", "--delay", "40", "Zhao")
    w.press("Return")
    w.wait("the notice", at("exam-go"))
    button(w, "exam-go", "the call", lambda s: at("exam-go")(s) and "call" not in events(d))
    w.press("Return")
    w.wait("the call", on("play"))
    answer(w, "ask")
    w.press("m")
    w.wait("what to tick", lambda s: s["overlay"] == "tick")
    w.focus("tick-move.0")
    w.press("space")
    w.focus("tick-take")
    w.press("Return")
    w.wait("another line", lambda s: s["turn"] == 2 or s["screen"] != "play")
    w.kill()
    # Whoever comes next has not the passphrase in the program; the call goes on.
    w = d.open("--lang", "en")
    w.wait("the first screen", on("home"))
    w.press("m")
    w.wait("the lock", lambda s: s["focus"] == "desk-pass")
    w.tool("type", "--delay", "40", "wrong horse")
    w.press("Return")
    w.wait("still the lock", has("desk-open"))
    w.press("ctrl+a")
    w.tool("type", "--delay", "40", "correct horse")
    w.press("Return")
    w.wait("people and exams", has("desk-new"))
    button(w, "spring/exam", "the board", has("001/person"))
    button(w, "001/person", "a page of one's own", has("desk-observe"))
    button(w, "desk-observe", "a name", lambda s: s["focus"] == "desk-by")
    w.tool("type", "--delay", "40", "Zhao")
    w.press("Return")
    w.wait("the exam", at("exam-go"))
    w.press("Return")
    w.wait("the call", on("play"))
    need(w.state["turn"] == 2, "the same line")
    for _ in range(40):
        if not on("play")(w.state):
            break
        turn, note = w.state["turn"], w.state["note"]
        w.press("1")
        w.wait("another line, or a question", lambda s, t=turn, n=note: s["screen"] != "play"
               or s["turn"] != t or s["note"] != n)
    w.wait("the verdict", at("appeal"))
    w.press("Escape")
    w.wait("the first screen", on("home"))
    w.press("m")
    w.wait("the lock again", lambda s: s["focus"] == "desk-pass")
    w.tool("type", "--delay", "40", "correct horse")
    w.press("Return")
    w.wait("people and exams", has("desk-new"))
    button(w, "spring/exam", "the board", has("001/person"))
    button(w, "001/person", "a page of one's own", has("desk-decide"))
    button(w, "desk-decide", "a form", has("desk-do"))
    typed(w, "desk-by", "Zhao")
    typed(w, "desk-why", "It was interrupted and goes on record as it is.")
    button(w, "desk-do", "a decision", has("desk-report"))
    need(records(d, "select decided, kind from sitting") == [(1, "observed")],
         "decided: %s" % records(d, "select decided, kind from sitting"))
    button(w, "desk-report", "a page to print", lambda s: [
        n for n in os.listdir(d.data) if n.endswith(".pdf")])
    quit_by_key(w)
    done = d.run("verify", "--records", "--lang", "en")
    need(done.returncode == 0, done.stdout + done.stderr)


def no_records(d):
    """Where records cannot be kept that is said, and one can play."""
    file = os.path.join(d.home, "a-file")
    with open(file, "w", encoding="utf-8"):
        pass
    w = open_at(d, "en", SPARRING_DATA=os.path.join(file, "data"))
    begin(w)
    to_the_end(w, picks(d, "ic-card")[1])
    quit_by_key(w)
    need(sentence(d, "en", "cli.records-off") in w.said(), "a word, not " + w.said())


def not_ours(d):
    """The same in a folder that belongs to somebody else."""
    before = []
    if os.getuid() == 0:
        before = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        if not shutil.which("setpriv"):
            return "root may write everywhere, and there is no setpriv"
        for path in (d.program, os.path.join(d.source, "assets", "strings.en.json")):
            if subprocess.run([*before, "test", "-r", path], check=False).returncode:
                return "nobody but root can read " + path
        # The program writes the event log, so its folder must be open.
        os.rmdir(d.home)
        d.home = tempfile.mkdtemp(prefix="desk-", dir="/tmp")
        os.chmod(d.home, 0o777)
    folder = os.path.join(d.home, "closed")
    os.mkdir(folder, 0o555)
    w = open_at(d, "en", before=before, SPARRING_DATA=os.path.join(folder, "data"))
    begin(w)
    answer(w, picks(d, "ic-card")[1][0])
    quit_by_key(w)
    need(sentence(d, "en", "cli.records-off") in w.said(), "a word, not " + w.said())
    return None


def no_display(d):
    """Where no display answers it goes on without."""
    done = d.run("--lang", "en", DISPLAY=":7777")
    need(done.returncode == 0, "ended with %d: %s" % (done.returncode, done.stderr))
    need(sentence(d, "en", "window.no-display") in done.stderr, done.stderr)
    need(sentence(d, "en", "demo.start") in done.stdout, "a demonstration")


def no_font(d):
    """Without a Chinese font it says what to install and goes on without a window.

    In a name space of its own the fonts lie under an empty folder."""
    hide = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "-r", "--mount"]
    mount = "mount -t tmpfs none /usr/share/fonts"
    if subprocess.run([*hide, "sh", "-c", mount], stderr=subprocess.DEVNULL,
                      check=False).returncode:
        return "fonts cannot be hidden here"
    config = os.path.join(d.home, "fonts.conf")
    with open(config, "w", encoding="utf-8") as file:
        file.write("<?xml version='1.0'?><fontconfig></fontconfig>")
    done = subprocess.run(
        [*hide, "sh", "-c", mount + ' && exec "$@"', "sh", d.program, "--lang", "zh"],
        env=d.environment(FONTCONFIG_FILE=config), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=4 * PATIENCE, check=False)
    need(done.returncode == 0, "ended with %d: %s" % (done.returncode, done.stderr))
    need(sentence(d, "zh", "window.no-font") in done.stderr, done.stderr)
    need("fonts-" in done.stderr, "the package to install")
    need(sentence(d, "zh", "demo.start") in done.stdout, "a demonstration")
    return None


if __name__ == "__main__":
    sys.exit(desk.main({j.__name__: j for j in (
        keys, mouse, look, crash, settings, exam, hand_in, manager, no_records, not_ours, no_display, no_font)}))
