"""lines.py FOLDER: whether the labelled lines are well-formed, and how many there are.

Each line of lines/*.jsonl is what a salesperson says in answer to a customer, labelled by
the coding manual of moves: `moves` with the shortest span that makes each as `evidence`,
`form` of a close, `dated` of a deferral, `difficulty`. Lines of one `situation` stay
together: a fifth of the situations, drawn by hash (see `is_test`), is for testing alone.
again.jsonl has lines that somebody else coded without seeing the first coder's moves:
`first` as it was then, `second` the other's; where they differed, the coding manual's
borderlines decided what stands in lines/ now.
"""
import collections
import glob
import hashlib
import json
import os
import sys

MOVES = ("clarify empathise test feature advantage benefit resolve close defer confront "
         "concede dismiss disparage overpromise bribe").split()
FORMS = ("assumptive", "step", "alternative", "direct")
TEXTS = ("id", "lang", "trade", "situation", "context", "text", "difficulty")
KEYS = set(TEXTS) | {"moves", "evidence", "form", "dated"}
LONGEST = 600


def is_test(situation):
    """Whether a situation belongs to the part that rules and model never see."""
    return hashlib.sha256(situation.encode()).digest()[0] < 51


def faults(row):
    """What is wrong with one line."""
    if set(row) - KEYS:
        yield "unknown key"
    for key in TEXTS:
        if not isinstance(row.get(key), str) or not row[key]:
            yield "no " + key
    if row["lang"] not in ("zh", "en", "mixed", "hant"):
        yield "lang " + row["lang"]
    if row["difficulty"] not in ("plain", "hard", "adversarial"):
        yield "difficulty " + row["difficulty"]
    if set(row["moves"]) - set(MOVES) or set(row["moves"]) != set(row["evidence"]):
        yield "moves and evidence"
    for move, span in row["evidence"].items():
        if not span or span not in row["text"]:
            yield "evidence of " + move
    if ("close" in row["moves"]) != (row.get("form") in FORMS):
        yield "form of a close"
    if ("defer" in row["moves"]) != isinstance(row.get("dated"), bool):
        yield "dated of a deferral"
    if len(row["text"]) > LONGEST:
        yield "too long"


def kappa(pairs, move):
    """Cohen's kappa of two coders about one move."""
    a = [move in pair["first"] for pair in pairs]
    b = [move in pair["second"] for pair in pairs]
    same = sum(x == y for x, y in zip(a, b)) / len(pairs)
    chance = (sum(a) * sum(b) + (len(a) - sum(a)) * (len(b) - sum(b))) / len(pairs) ** 2
    return (same - chance) / (1 - chance)


def twice(path, ids):
    """How far two coders agree; whether every line is one of ours, coded once more."""
    with open(path, encoding="utf-8") as file:
        pairs = [json.loads(line) for line in file]
    each = {move: kappa(pairs, move) for move in MOVES}
    for move, value in each.items():
        print("%6.3f kappa, coded twice: %s" % (value, move))
    print("%6.3f mean kappa of %d lines" % (sum(each.values()) / len(each), len(pairs)))
    return {pair["id"] for pair in pairs} <= ids and len(pairs) >= 1200


def main():
    seen, counts, wrong = set(), collections.Counter(), 0
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                row = json.loads(line)
                found = list(faults(row))
                found += ["said before"] if row["text"] in seen or row["id"] in seen else []
                seen |= {row["text"], row["id"]}
                for fault in found:
                    print("%s:%d: %s" % (path, number, fault))
                wrong += len(found)
                counts.update(row["moves"] or ["none"])
                counts[row["lang"]] += 1
                counts["test part" if is_test(row["situation"]) else "training part"] += 1
                counts["lines"] += 1
    for name, count in counts.most_common():
        print("%6d %s" % (count, name))
    again = os.path.join(os.path.dirname(os.path.abspath(sys.argv[1])), "again.jsonl")
    sys.exit(1 if wrong or counts["lines"] < 6000 or not twice(again, seen) else 0)


if __name__ == "__main__":
    main()
