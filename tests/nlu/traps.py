"""traps.py SPARRING FOLDER: what fools recognisers, a file for each trap.

A line of traps/*.jsonl has the moves that must count (`want`) and those that must not
(`never`); `dated` is whether a deferral says when.
"""
import glob
import json
import os
import subprocess
import sys


def main():
    sparring, folder = sys.argv[1:3]
    wrong = lines = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        done = subprocess.run([sparring, "recognise", "--json"], stdout=subprocess.PIPE,
                              input="".join(json.dumps(row) + "\n" for row in rows).encode(),
                              check=True)
        for row, line in zip(rows, done.stdout.decode().splitlines()):
            moves = {move["move"]: move for move in json.loads(line)["moves"]}
            faults = ["no " + move for move in row["want"] if move not in moves]
            faults += ["a " + move for move in row["never"] if move in moves]
            if "dated" in row and moves.get("defer", row).get("dated") != row["dated"]:
                faults.append("dated is not %s" % row["dated"])
            lines += 1
            wrong += bool(faults)
            if faults:
                print("%s: %s: %s" % (row["id"], ", ".join(faults), row["text"]))
    print("%d lines, %d wrong" % (lines, wrong))
    sys.exit(1 if wrong or lines < 50 else 0)


if __name__ == "__main__":
    main()
