"""talks.py SPARRING TALKS: how far `sparring score` agrees with whoever judged whole talks.

Each talk of TALKS has the `levels` that its author gave by the coding manual; a part whose
level the manual leaves open is left out. Prints exact agreement for each part and fails
when it is too low to be of use.
"""
import json
import subprocess
import sys

LEAST = 0.75  # of the levels of a part
PARTS = ("clarify", "empathise", "test", "fab", "resolve", "close")


def main():
    sparring, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        talks = [json.loads(line) for line in file]
    lines = "".join(json.dumps({"id": talk["id"], "turns": talk["turns"]},
                               ensure_ascii=False) + "\n" for talk in talks)
    done = subprocess.run([sparring, "score", "--json"], input=lines.encode(),
                          stdout=subprocess.PIPE, check=False)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != len(talks):
        sys.exit("talks: %d answers to %d talks" % (len(answers), len(talks)))
    bad = 0
    for part in PARTS:
        pairs = [(talk["levels"][part], answer["scores"][part], talk["id"])
                 for talk, answer in zip(talks, answers) if part in talk["levels"]]
        same = sum(want == got for want, got, _ in pairs)
        bad += same < LEAST * len(pairs)
        print("%-10s %2d of %2d the same; else %s" % (part, same, len(pairs), ", ".join(
            "%s %s for %s" % (name, got, want) for want, got, name in pairs if want != got)))
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
