"""twelve.py PROGRAM SOURCE: an assessment of twelve people, from the roster to the board.

Good, weak, lucky and cheating candidates, one who is interrupted, one who appeals, one with
more time, and those who never came; then what a manager and an assessor do about it.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

PROGRAM, SOURCE = (os.path.abspath(path) for path in sys.argv[1:3])
HOME = tempfile.mkdtemp(prefix="twelve-")
PATIENCE = 60.0
SCENARIO = "ic-card"
PEOPLE = (
    ("001", "Good Ann", "East", ""), ("002", "Good Bo", "East", ""),
    ("003", "Slow Cao", "East", "25%"), ("004", "Weak Dan", "East", ""),
    ("005", "Lucky Eve", "West", ""), ("006", "Cheating Fay", "West", ""),
    ("007", "Interrupted Gu", "West", ""), ("008", "Appealing Hu", "West", ""),
    ("009", "王，小明", "South", ""), ("010", "=Sum(1,2)", "South", ""),
    ("011", "Absent Kim", "South", ""), ("012", "Lost Li", "South", ""))


class Wrong(Exception):
    pass


def need(fact, what):
    if not fact:
        raise Wrong(what)


def path(name):
    return os.path.join(HOME, name)


def environment():
    keeps = os.path.join(SOURCE, "tests", "e2e", "lsan.txt")
    return dict(os.environ, LSAN_OPTIONS="suppressions=%s:print_suppressions=0" % keeps,
                SPARRING_DATA=path("data"), LC_ALL="C.UTF-8",
                SP_ASSETS=os.path.join(SOURCE, "assets"),
                SP_SCENARIOS=os.path.join(SOURCE, "scenarios"))


def run(*words, status=0, lang="en"):
    done = subprocess.run([PROGRAM, *words, "--lang", lang], env=environment(),
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE * 4,
                          text=True, check=False)
    need(done.returncode == status, "%s: status %d, not %d: %s%s" %
         (" ".join(words), done.returncode, status, done.stdout[-600:], done.stderr[-600:]))
    return done.stdout + done.stderr


def secret(*words, **more):
    return run(*words, "--passphrase-file", path("pass"), **more)


def records(query, *values):
    database = sqlite3.connect(path("data/records.db"), timeout=PATIENCE)
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def witnesses():
    """The shortest pass of each customer, by style and motive."""
    run("prove", SCENARIO, "--witness", path("pass.plan"))
    found, lines = {}, []
    with open(path("pass.plan"), encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if words[:1] == ["seed"]:
                lines = found[words[3], words[5]] = []
            elif words[:1] == ["pick"]:
                lines.append(words[1])
    return found


class Sitting:
    """A candidate at the terminal, a line at a time: the script is a pipe."""

    def __init__(self, code):
        self.code = code
        if not os.path.exists(path("mouth")):
            os.mkfifo(path("mouth"))
        self.process = subprocess.Popen(
            [PROGRAM, "exam", "take", code, "--script", path("mouth"), "--lang", "en"],
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.mouth = open(path("mouth"), "w", encoding="utf-8")

    def say(self, *lines):
        try:
            self.mouth.write("".join(line + "\n" for line in lines))
            self.mouth.flush()
        except BrokenPipeError:
            pass

    def customer(self, before):
        """Whom the code drew, once another call has begun."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if records("select count(*) from sitting_call")[0][0] > before:
                return records("select style, motive from attempt where id = (select attempt "
                               "from sitting_call order by rowid desc limit 1)")[0]
            time.sleep(0.02)
        raise Wrong("no call has begun: %s" % self.code)

    def begin(self):
        before = records("select count(*) from sitting_call")[0][0]
        self.say("y", "s", "")
        return self.customer(before)

    def end(self):
        try:
            self.mouth.close()
        except BrokenPipeError:
            pass
        out, _ = self.process.communicate(timeout=PATIENCE)
        return out.decode()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.mouth.close()


def set_up():
    for name, text in (("pass", "correct horse battery\n"), ("roster.csv", roster())):
        with open(path(name), "w", encoding="utf-8-sig" if name != "pass" else "utf-8",
                  newline="") as file:
            file.write(text)
    os.chmod(path("pass"), 0o600)
    secret("exam", "setup")
    run("exam", "roster", path("roster.csv"))
    run("exam", "new", "twelve", path("twelve.json"))
    with open(path("twelve.json"), encoding="utf-8") as file:
        exam = json.load(file)
    exam.update(forms={"A": [{"scenario": SCENARIO}], "B": [{"scenario": SCENARIO}]},
                attempts=3, coolingHours=0, practiceFirst=False)
    exam["pass"] = {"scenarios": 1, "total": 65, "levels": {"clarify": 2},
                    "noCritical": True}
    with open(path("twelve.json"), "w", encoding="utf-8") as file:
        json.dump(exam, file)
    secret("exam", "publish", path("twelve.json"))
    return codes()


def roster():
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("number", "name", "team", "role", "extra"))
    for number, name, team, extra in PEOPLE:
        table.writerow((number, name, team, "trainee", extra))
    table.writerow(("100", "Zhao, the assessor", "", "manager", ""))
    return out.getvalue()


def codes(*words):
    secret("exam", "codes", "twelve", "--csv", path("codes.csv"), *words)
    with open(path("codes.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0].lstrip("'"): next(c for c in row if re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", c))
            for row in rows}


def passing(code, ways):
    sitting = Sitting(code)
    sitting.say(*ways[sitting.begin()], "q", "q")
    return sitting.end()


def guessing(code, seed):
    chance = random.Random(seed)
    sitting = Sitting(code)
    sitting.begin()
    sitting.say(*(str(chance.randint(1, 3)) for _ in range(60)))
    return sitting.end()


def cheating(code, ways):
    """Somebody else's lines by heart; where one is not on offer, the first."""
    sitting = Sitting(code)
    style, motive = sitting.begin()
    other = next(way for (s, m), way in sorted(ways.items()) if m != motive and s == style)
    for line in other:
        sitting.say(line)
    sitting.say(*["1"] * 40)
    return sitting.end()


def interrupted(code, ways):
    sitting = Sitting(code)
    way = ways[sitting.begin()]
    sitting.say(way[0])
    end = time.monotonic() + PATIENCE
    while records("select count(*) from turn where attempt = (select attempt from "
                  "sitting_call order by rowid desc limit 1)")[0][0] < 1:
        need(time.monotonic() < end, "no line was kept")
        time.sleep(0.02)
    sitting.kill()
    sitting = Sitting(code)
    sitting.say("", *way[1:], "q")
    return sitting.end()


def rows_of(*words):
    """Rows by their type, each by the schema if there is somebody to judge."""
    rows = {}
    for line in secret("exam", words[0], "twelve", "--json", *words[1:]).splitlines():
        row = json.loads(line)
        if JUDGE:
            faults = [fault.message for fault in JUDGE.iter_errors(row)]
            need(not faults, "%s: %s" % (line[:200], faults))
        rows.setdefault(row["type"], []).append(row)
    return rows


def board(*words):
    return rows_of("board", *words)


def judge():
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        return None
    with open(os.path.join(SOURCE, "scenarios", "schema", "board.json"),
              encoding="utf-8") as file:
        return Draft202012Validator(json.load(file))


def person(number):
    found = [row for row in board()["person"] if row["number"] == number]
    need(len(found) == 1, "one row for %s, not %s" % (number, found))
    return found[0]


def sitting_of(number):
    return records("select sitting.id from sitting join roster on roster.person = "
                   "sitting.person where roster.number = ? order by sitting.rowid", number)[-1][0]


def twelve_people(given, ways):
    for number in ("001", "002", "003", "009", "010"):
        need("You have passed" in passing(given[number], ways) or
             person(number)["state"] == "passed", "%s passes" % number)
    guessing(given["004"], 4)
    guessing(given["005"], 5)
    cheating(given["006"], ways)
    interrupted(given["007"], ways)
    guessing(given["008"], 8)
    secret("exam", "withdraw", given["012"])
    all_of_them = board()["all"][0]
    need(all_of_them["people"] == 12 and
         all_of_them["states"] == {"open": 2, "going": 0, "held": 1, "passed": 5, "failed": 4},
         "twelve people: %s" % all_of_them)
    need(all_of_them["first"] == 9 and all_of_them["firstPassed"] == 5,
         "first attempts apart: %s" % all_of_them)
    need(person("003")["toPass"] == 1 and person("005")["toPass"] == 0,
         "attempts until the pass")


def find_and_sort():
    need({row["number"] for row in board("--team", "West", "--state", "failed")["person"]} ==
         {"005", "006", "008"}, "by team and state")
    need([row["number"] for row in board("--search", "小明")["person"]] == ["009"], "by name")
    said = secret("exam", "board", "twelve")
    need("call 1, line 1 “" in said and "missed, " in said, "the turn behind a failure")
    need("　" in secret("exam", "board", "twelve", lang="zh"), "in Chinese")
    secret("exam", "due", "twelve", "2020-01-01")
    need(board()["all"][0]["overdue"] == 7, "who is late: %s" % board()["all"][0])
    run("exam", "board", "twelve", status=3)  # without a passphrase


def tables():
    secret("exam", "board", "twelve", "--csv", path("board.csv"), "--xlsx", path("board.xlsx"))
    with open(path("board.csv"), "rb") as file:
        raw = file.read()
    need(raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n"),
         "a BOM, and lines that end as RFC 4180 wants")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    names = {row["name"] for row in rows if row["row"] == "person"}
    need(len(names) == 12 and "王，小明" in names, "twelve names: %s" % names)
    cells = [cell for row in rows for cell in row.values() if cell]
    need("'=Sum(1,2)" in names and not any(cell[0] in "=+-@\t\r" for cell in cells),
         "no cell is a formula")
    need(os.stat(path("board.csv")).st_mode & 0o777 == 0o600, "for the owner only")
    if os.path.exists(path("board.xlsx")):
        with zipfile.ZipFile(path("board.xlsx")) as book:
            text = "".join(book.read(name).decode() for name in book.namelist()
                           if name.endswith(".xml"))
        need("王，小明" in text and "<f>" not in text, "the workbook")


def what_people_decide():
    held, failed = sitting_of("007"), sitting_of("008")
    secret("exam", "remark", held, "--by", "Zhao", "--text", "power cut", "--pass")
    secret("exam", "decide", held, "pass", "--by", "Zhao", status=3)  # no reason
    secret("exam", "decide", held, "pass", "--by", "Zhao", "--reason", "not their fault")
    need(person("007")["state"] == "passed", "decided")


def appeal(code):
    run("exam", "appeal", code, "--text", "line 3 was a question")
    need(person("008")["state"] == "held", "an appeal is held: %s" % person("008")["state"])
    secret("exam", "decide", sitting_of("008"), "fail", "--by", "Zhao", "--reason",
           "read again, line by line")
    need(person("008")["state"] == "failed", "decided after the appeal")


def until_everybody_has_passed(given, ways):
    """Another form and other motives; then all who came have passed."""
    first = dict(records("select sitting_call.sitting, attempt.motive from sitting_call join "
                         "attempt on attempt.id = sitting_call.attempt"))
    before = {number: first[sitting_of(number)] for number in ("004", "005", "006", "008")}
    given = dict(given, **codes())
    for number in ("004", "005", "006", "008", "011", "012"):
        passing(given[number], ways)
    now = board()
    need(now["all"][0]["states"]["passed"] == 12, "everybody: %s" % now["all"][0])
    need(person("004")["toPass"] == 2, "at the second attempt")
    again = dict(records("select sitting_call.sitting, attempt.motive from sitting_call join "
                         "attempt on attempt.id = sitting_call.attempt"))
    for number, motive in before.items():
        need(again[sitting_of(number)] != motive, "another motive for %s" % number)


def evidence(number):
    sitting = sitting_of(number)
    secret("exam", "evidence", sitting, path("evidence.jsonl"))
    run("verify", path("evidence.jsonl"))
    done = secret("report", sitting, path("report.pdf"))
    if os.path.exists(path("report.pdf")):
        need(os.stat(path("report.pdf")).st_mode & 0o777 == 0o600, "for the owner only")
        if shutil.which("pdftotext"):
            said = subprocess.run(["pdftotext", "-layout", path("report.pdf"), "-"],
                                  capture_output=True, check=True).stdout.decode()
            need("王，小明" in said and "Page 1 of" in said and sitting[:8] in said,
                 "text that can be selected: %s" % said[:400])
    else:
        need("PDF" in done, done)
    items = rows_of("items")
    need(sum(row["level"] > 0 for row in items["check"]) == 18 and all(row["earned"] <= row["judged"] <= 11
                                           for row in items["check"]), "18 checks of 11 first calls")
    need(items["agreement"][-1]["n"] == 1, "one remark: %s" % items["agreement"])


def what_is_forgotten():
    run("export", "--me", path("me.json"))
    secret("export", "--person", "009", path("nine.json"))
    with open(path("nine.json"), encoding="utf-8") as file:
        need("王，小明" in file.read(), "one's own data")
    secret("exam", "forget", "--now", "2040-01-01")
    need(records("select count(*) from turn")[0][0] == 0, "no line is kept")
    need(board()["all"][0]["states"]["passed"] == 12, "but who has passed")
    run("verify", "--records")


JUDGE = judge()


def main():
    ways = witnesses()
    given = set_up()
    need(len(given) == 12, "twelve codes, not %d" % len(given))
    twelve_people(given, ways)
    find_and_sort()
    tables()
    what_people_decide()
    appeal(given["008"])
    until_everybody_has_passed(given, ways)
    evidence("009")
    what_is_forgotten()


if __name__ == "__main__":
    try:
        main()
    finally:
        if "KEEP" not in os.environ:
            shutil.rmtree(HOME)
        else:
            print(HOME)
