"""spoil.py: copies of a document, each with one mistake of shape or none.

The same number gives the same copies. Places are drawn by kind first (any reply, not
this reply), so that rare keys are not drowned by texts.
"""
import copy
import random

# Objects whose keys are names of the author's.
NAMED = {"needs", "remedies", "product", "benefit", "motives", "nodes", "endings",
         "facts", "meters", "do", "competencies", "groups", "omit", "styles", "react",
         "tire", "openers", "start", "lint"}
OTHERS = [None, True, 0, "x", [], {}, ["x"], {"x": 1}]
NUMBERS = [-1000, -21, -20, -1, 0, 1, 3, 4, 19, 20, 21, 40, 41, 100, 101, 1e9, 1.5, 2.0]
STRINGS = ["", " \t", "\u3000", "x", "bad key!", "键", "n" * 40, "n" * 41, "x" * 600,
           "x" * 601, "文" * 600, "文" * 601, "need:x", "about:x", "end:x"]
KEYS = ["x", "bad key!", "", "n" * 41, "anger"]


def walk(value, path=(), kind=()):
    yield path, kind, value
    named = bool(kind) and kind[-1] in NAMED
    items = enumerate(value) if isinstance(value, list) else \
        value.items() if isinstance(value, dict) else ()
    for key, item in items:
        step = "*" if named or isinstance(value, list) else key
        yield from walk(item, path + (key,), kind + (step,))


def at(doc, path):
    for key in path:
        doc = doc[key]
    return doc


def rename(parent, old, new):
    items = [(new if key == old else key, item) for key, item in parent.items()]
    parent.clear()
    parent.update(items)


def spoil_member(draw, parent, key, what):
    value = parent[key]
    if what == "delete":
        del parent[key]
    elif what == "type":
        parent[key] = draw.choice(OTHERS)
    elif what == "rename" and isinstance(parent, dict):
        new = draw.choice(KEYS + [key + "x"])
        if new not in parent:
            rename(parent, key, new)
    elif what == "add" and isinstance(value, dict):
        value.setdefault(draw.choice(KEYS), draw.choice(OTHERS))
    elif what == "empty" and isinstance(value, (list, dict)):
        value.clear()
    elif what == "many" and isinstance(value, list):
        parent[key] = [copy.deepcopy(item) for item in value * draw.choice([2, 30])]
    elif what == "many" and isinstance(value, dict) and value:
        first = next(iter(value.values()))
        for i in range(draw.choice([3, 9, 33, 65])):
            value["n%d" % i] = copy.deepcopy(first)
    elif what == "number" and isinstance(value, (int, float)):
        parent[key] = draw.choice(NUMBERS)
    elif what == "string" and isinstance(value, str):
        parent[key] = draw.choice(STRINGS)


WAYS = ["delete", "type", "rename", "add", "empty", "many", "number", "string"]


def spoilt(doc, count, seed):
    """Yields (what was done, where, the copy)."""
    draw = random.Random(seed)
    kinds = {}
    for path, kind, _ in walk(doc):
        if path:
            kinds.setdefault(kind, []).append(path)
    names = sorted(kinds)
    made = 0
    while made < count:
        path = draw.choice(kinds[draw.choice(names)])
        what = draw.choice(WAYS)
        new = copy.deepcopy(doc)
        spoil_member(draw, at(new, path[:-1]), path[-1], what)
        if new != doc:
            made += 1
            yield what, path, new
