"""spoil.py: copies of a document, each with one mistake of shape or none.

The same number gives the same copies. Places are drawn by kind first (any reply, not
this reply), so that rare keys are not drowned by texts.
"""
import copy
import json
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


def spoil(doc, path, what, with_):
    """One mistake in `doc`, which is changed; what does not fit the place does nothing."""
    parent, key = at(doc, path[:-1]), path[-1]
    value = parent[key]
    if what == "delete":
        del parent[key]
    elif what == "type":
        parent[key] = copy.deepcopy(with_)
    elif what == "rename" and isinstance(parent, dict) and with_ not in parent:
        rename(parent, key, with_)
    elif what == "add" and isinstance(value, dict):
        value.setdefault(with_, 0)
    elif what == "empty" and isinstance(value, (list, dict)):
        value.clear()
    elif what == "many" and isinstance(value, list):
        parent[key] = [copy.deepcopy(item) for item in value * with_]
    elif what == "many" and isinstance(value, dict) and value:
        first = next(iter(value.values()))
        for i in range(with_):
            value["n%d" % i] = copy.deepcopy(first)
    elif what == "number" and type(value) in (int, float):
        parent[key] = with_
    elif what == "string" and isinstance(value, str):
        parent[key] = with_


# All of these at a place of every kind, and so many of the others.
EVERY = [("delete", None), ("empty", None)] + [("type", other) for other in OTHERS] + \
    [("number", number) for number in NUMBERS]
OTHER = [("rename", key) for key in KEYS] + [("add", key) for key in KEYS] + \
    [("many", count) for count in (2, 3, 9, 30, 65)] + \
    [("string", string) for string in STRINGS]


def spoilt(doc, some, seed):
    """Yields (what was done, the copy), with `some` of OTHER for each kind of place."""
    draw = random.Random(seed)
    kinds, seen = {}, {json.dumps(doc)}
    for path, kind, _ in walk(doc):
        if path:  # one language is like the other
            kind = tuple("zh" if step == "en" else step for step in kind)
            kinds.setdefault(kind, []).append(path)
    for kind in sorted(kinds):
        for what, with_ in EVERY + draw.sample(OTHER, some):
            path = draw.choice(kinds[kind])
            new = copy.deepcopy(doc)
            spoil(new, path, what, with_)
            text = json.dumps(new)
            if text not in seen:
                seen.add(text)
                yield "%s %s at /%s" % (what, with_, "/".join(map(str, path))), new
