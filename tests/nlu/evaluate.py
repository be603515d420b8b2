"""evaluate.py SPARRING [--plain MODEL] [--set NAME=FILE…] [--part test|training] [--card FILE]

How far the recogniser agrees with whoever labelled the lines: precision, recall, F1 and
kappa for each move, language and difficulty, with 95 % intervals (bootstrap over
situations or dialogues, percentile method, Efron 1979), beside its rules alone, the linear
model alone (`--plain`: trained on n-grams without rules), "always yes" and "question mark
only". Own lines are those of the test part, which rules and model never saw.
"""
import argparse
import collections
import datetime
import glob
import json
import os
import random
import subprocess
import sys

from lines import MOVES, is_test

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 400
ACCUSE = ("confront", "dismiss", "disparage", "overpromise", "concede")


def own(part):
    rows = []
    for path in sorted(glob.glob(os.path.join(HERE, "lines", "*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            rows += [json.loads(line) for line in file]
    wanted = part == "test"
    return [row for row in rows if is_test(row["situation"]) == wanted]


def others(path):
    """External lines: `labels`, moves that the source cannot decide in `na`."""
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    for row in rows:
        row.setdefault("moves", row.get("labels"))
    return rows


def group(row):
    return row.get("situation") or row["id"].rsplit("-", 1)[0]


def heard(sparring, rows, *options):
    """What the recogniser says to each row, in order."""
    lines = "".join(json.dumps({"id": row["id"], "context": row.get("context") or "",
                                "text": row["text"]}, ensure_ascii=False) + "\n"
                    for row in rows)
    done = subprocess.run([sparring, "recognise", "--json", *options],
                          input=lines.encode(), stdout=subprocess.PIPE, check=False)
    out = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(out) != len(rows):
        sys.exit("evaluate: %d answers to %d lines" % (len(out), len(rows)))
    return out


def moves_of(answer):
    return {move["move"] for move in answer["moves"]}


class Count:
    """Of one move: right, said wrongly, missed, neither."""

    def __init__(self, tp=0, fp=0, fn=0, tn=0):
        self.tp, self.fp, self.fn, self.tn = tp, fp, fn, tn

    def add(self, there, said):
        if there and said:
            self.tp += 1
        elif said:
            self.fp += 1
        elif there:
            self.fn += 1
        else:
            self.tn += 1

    def __iadd__(self, other):
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn
        self.tn += other.tn
        return self

    def precision(self):
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    def recall(self):
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    def f1(self):
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if self.tp else 0.0

    def kappa(self):
        """Cohen 1960."""
        n = self.tp + self.fp + self.fn + self.tn
        if n == 0:
            return 0.0
        same = (self.tp + self.tn) / n
        chance = ((self.tp + self.fp) * (self.tp + self.fn) +
                  (self.fn + self.tn) * (self.fp + self.tn)) / n / n
        return (same - chance) / (1 - chance) if chance < 1 else 0.0


class Score:
    """One system against one set of rows."""

    def __init__(self, rows, said):
        self.by_group = collections.defaultdict(lambda: [Count() for _ in MOVES])
        self.none = collections.defaultdict(lambda: [0, 0])  # by group: lines, with a move
        for row, moves in zip(rows, said):
            counts = self.by_group[group(row)]
            for at, move in enumerate(MOVES):
                if move not in row.get("na", ()):
                    counts[at].add(move in row["moves"], move in moves)
            if not row["moves"] and not row.get("na"):
                self.none[group(row)][0] += 1
                self.none[group(row)][1] += bool(moves)

    def total(self, groups=None):
        totals = [Count() for _ in MOVES]
        for name in groups or self.by_group:
            for at, count in enumerate(self.by_group[name]):
                totals[at] += count
        return totals

    def interval(self, value):
        """95 % of `value`, a function of the totals."""
        chance = random.Random(1)
        names = sorted(self.by_group)
        drawn = sorted(value(self.total(chance.choices(names, k=len(names))))
                       for _ in range(ROUNDS))
        return drawn[int(ROUNDS * .025)], drawn[int(ROUNDS * .975)]

    def false_on_none(self):
        lines = sum(pair[0] for pair in self.none.values())
        return (sum(pair[1] for pair in self.none.values()) / lines if lines else 0.0), lines


def present(totals):
    """Indices of moves that the set has."""
    return [at for at, count in enumerate(totals) if count.tp + count.fn > 0]


def macro(totals, what="f1"):
    there = present(totals)
    return sum(getattr(totals[at], what)() for at in there) / max(1, len(there))


def overlap(rows, answers):
    """Of moves that both name: how often the spans touch."""
    touched = both = 0
    for row, answer in zip(rows, answers):
        for move in answer["moves"]:
            span = row.get("evidence", {}).get(move["move"])
            if not span:
                continue
            raw = row["text"].encode()
            start = raw.find(span.encode())
            both += 1
            touched += (move["evidence"]["start"] < start + len(span.encode()) and
                        move["evidence"]["end"] > start)
    return touched / both if both else 0.0, both


LANGUAGES = {"zh": ("zh", "hant"), "en": ("en",), "mixed": ("mixed",)}


def parts(rows):
    """The languages of a set, then its degrees of difficulty."""
    for name, langs in LANGUAGES.items():
        yield name, [at for at, row in enumerate(rows) if row["lang"] in langs]
    for name in ("plain", "hard", "adversarial"):
        yield name, [at for at, row in enumerate(rows) if row.get("difficulty") == name]


def pick(items, at):
    return [items[i] for i in at]


def table(name, score, card):
    totals = score.total()
    print("  %-12s %5s %6s %6s %6s %-14s %6s" %
          (name, "lines", "prec", "recall", "F1", "95 %", "kappa"))
    for at in present(totals):
        count = totals[at]
        low, high = score.interval(lambda t, at=at: t[at].f1())
        print("  %-12s %5d %6.2f %6.2f %6.2f [%.2f, %.2f]   %6.2f" %
              (MOVES[at], count.tp + count.fn, count.precision(), count.recall(),
               count.f1(), low, high, count.kappa()))
        if card is not None:
            card[MOVES[at]] = {"lines": count.tp + count.fn,
                               "precision": percent(count.precision()),
                               "recall": percent(count.recall()),
                               "f1": percent(count.f1()),
                               "interval": [percent(low), percent(high)],
                               "kappa": percent(count.kappa())}


def percent(value):
    return round(value * 100)


def evaluate(name, rows, systems, answers, card):
    print("== %s: %d lines" % (name, len(rows)))
    for part, at in parts(rows):
        if not at:
            continue
        print(" %s, %d lines" % (part, len(at)))
        mine = pick(rows, at)
        for system, said in systems.items():
            score = Score(mine, pick(said, at))
            totals = score.total()
            low, high = score.interval(macro)
            false, lines = score.false_on_none()
            print("  %-14s macro-F1 %.3f [%.3f, %.3f]  kappa %.3f  "
                  "a move where none is %.3f of %d" %
                  (system, macro(totals), low, high, macro(totals, "kappa"), false, lines))
        score = Score(mine, pick(systems["whole"], at))
        totals = score.total()
        kept = None
        if card is not None:
            low, high = score.interval(macro)
            false, lines = score.false_on_none()
            touched, both = overlap(mine, pick(answers, at))
            kept = card.setdefault(name, {})[part] = {
                "lines": len(at), "f1": percent(macro(totals)),
                "interval": [percent(low), percent(high)],
                "kappa": percent(macro(totals, "kappa")),
                "falseOnNone": percent(false), "none": lines,
                "evidence": percent(touched), "moves": {}}
        if part in LANGUAGES:
            table(part, score, kept["moves"] if kept else None)
            touched, both = overlap(mine, pick(answers, at))
            if both:
                print("  evidence overlaps the labelled span in %.3f of %d" % (touched, both))


def main():
    words = argparse.ArgumentParser()
    words.add_argument("sparring")
    words.add_argument("--plain")
    words.add_argument("--set", action="append", default=[])
    words.add_argument("--part", choices=("test", "training"), default="test")
    words.add_argument("--card")
    words.add_argument("--only-sets", action="store_true")
    options = words.parse_args()
    sets = [] if options.only_sets else [("own " + options.part, own(options.part))]
    sets += [(pair.split("=", 1)[0], others(pair.split("=", 1)[1])) for pair in options.set]
    card = {} if options.card else None
    for name, rows in sets:
        answers = heard(options.sparring, rows)
        systems = {"whole": [moves_of(a) for a in answers],
                   "rules alone": [moves_of(a) for a in
                                   heard(options.sparring, rows, "--by", "rules")]}
        if options.plain:
            systems["model alone"] = [
                moves_of(a) for a in heard(options.sparring, rows, "--by", "model",
                                           "--model", options.plain)]
        systems["always yes"] = [set(MOVES)] * len(rows)
        systems["question mark"] = [{"clarify"} if "?" in row["text"] or "？" in row["text"]
                                    else set() for row in rows]
        evaluate(name, rows, systems, answers, card)
    if options.card:
        with open(options.card, "w", encoding="utf-8") as file:
            json.dump({"measured": datetime.date.today().isoformat(), "sets": card}, file,
                      ensure_ascii=False, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
