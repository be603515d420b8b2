"""monolingual.py FILE: prints a scenario without its English."""
import json
import sys


def without(value):
    if isinstance(value, list):
        return [without(item) for item in value]
    if not isinstance(value, dict):
        return value
    both = "zh" in value and "en" in value
    return {key: without(item) for key, item in value.items() if not (both and key == "en")}


with open(sys.argv[1], encoding="utf-8") as file:
    scenario = without(json.load(file))
scenario["languages"] = ["zh"]
json.dump(scenario, sys.stdout, ensure_ascii=False)
