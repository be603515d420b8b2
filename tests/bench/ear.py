"""ear.py BENCH-EAR ASSETS LINES-FOLDER: the recogniser's speed beside fastText's.

The peer is the package fasttext (A. Joulin et al., EACL 2017), trained here on the same
training lines with word and letter n-grams. Both hear the same lines, in turns, on one
core; what loading costs is taken off. Processor time, medians of three.
"""
import glob
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "nlu"))
from lines import is_test  # noqa: E402

TIMES = 40  # the lines over again, so that there is something to measure
GOAL = {"zh": 400_000, "en": 200_000}


def spent(command, **more):
    """Seconds of processor time of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def words(text):
    """As fastText wants it: words apart, an ideograph a word."""
    return " ".join(re.findall("[\u3400-\u9fff]|[a-z0-9']+|[^\\s\\w]", text.lower()))


def peer(rows, folder):
    """Lines a second of `fasttext predict` by language."""
    with open(os.path.join(folder, "train"), "w", encoding="utf-8") as file:
        for row in rows:
            if not is_test(row["situation"]):
                labels = " ".join("__label__" + move for move in row["moves"] or ["none"])
                file.write("%s %s\n" % (labels, words(row["text"])))
    spent(["fasttext", "supervised", "-input", "train", "-output", "model", "-epoch", "25",
           "-wordNgrams", "3", "-minn", "3", "-maxn", "4", "-dim", "50", "-loss", "ova",
           "-lr", "0.5", "-thread", "1", "-bucket", "200000"], cwd=folder)
    out = {}
    for lang in ("zh", "en"):
        mine = [words(row["text"]) for row in rows if (row["lang"] == "en") == (lang == "en")]
        for name, text in (("one", mine[:1]), ("all", mine * TIMES)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write("\n".join(text) + "\n")
        took = [spent(["fasttext", "predict", "model.bin", "all", "3"], cwd=folder) -
                spent(["fasttext", "predict", "model.bin", "one", "3"], cwd=folder)
                for _ in range(3)]
        out[lang] = len(mine) * TIMES / statistics.median(took)
    return out


def main():
    bench, assets, lines = sys.argv[1:4]
    files = sorted(glob.glob(os.path.join(lines, "*.jsonl")))
    rows = []
    for path in files:
        with open(path, encoding="utf-8") as file:
            rows += [json.loads(line) for line in file]
    runs = []
    for _ in range(3):
        done = subprocess.run([bench, assets, *files], check=True, capture_output=True, text=True)
        runs.append(dict(line.split() for line in done.stdout.splitlines()))
    own = {key: statistics.median(float(run[key]) for run in runs) for key in runs[0]}
    folder = tempfile.mkdtemp(prefix="ear-")
    try:
        other = peer(rows, folder) if shutil.which("fasttext") else {}
    finally:
        shutil.rmtree(folder)
    size = sum(os.path.getsize(path) for path in glob.glob(os.path.join(assets, "*"))) / 2**20
    print("loaded in %.1f ms (goal 20: %s); rules and model %.1f MB (goal 4: %s)" %
          (own["load"], "met" if own["load"] < 20 else "MISSED", size,
           "met" if size < 4 else "MISSED"))
    for lang, goal in GOAL.items():
        print("%s %9.0f lines a second and core, goal %d %s%s; with the customer's words %.0f" %
              (lang, own[lang], goal, "met" if own[lang] >= goal else "MISSED",
               ", %.2f x fasttext's %.0f" % (own[lang] / other[lang], other[lang])
               if other else ", no package fasttext to measure against", own[lang + "-call"]))


if __name__ == "__main__":
    main()
