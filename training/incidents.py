"""Whether pairs of accounts tell one event, by what annotators wrote down of each incident.

    cargo run --release --example evaluate -- accounts articles.jsonl > accounts.jsonl
    cargo run --release --example evaluate -- linked-pairs articles.jsonl > pairs.jsonl
    python training/incidents.py articles.jsonl accounts.jsonl pairs.jsonl > labelled.jsonl
    python training/incidents.py articles.jsonl accounts.jsonl --linked linked.jsonl

A line of `articles.jsonl` is an article of MUC-4 with its `templates`: `type`, `date`, `location`, and names and descriptions of who did
it and what was hit. An account tells the incident with which it shares most of these. Two incidents of two articles are one if a victim
with a name is the same and their days do not differ, or if day, town and something that was hit are the same; they are two if days,
countries, towns with days or the names of all victims differ. Of others nobody knows (`null`). `--linked` says how many pairs that are one
are one node, by `evaluate linked articles.jsonl`.
"""

import argparse
import collections
import datetime
import itertools
import json
import re
import unicodedata

MONTHS = {month: number for number, month in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
VICTIMS = ["hum_tgt_name"]
TARGETS = ["hum_tgt_name", "hum_tgt_description", "phys_tgt_id"]
DOERS = ["perp_individual_id", "perp_organization_id"]
# A target says more of which incident it is than a doer.
WEIGHT = 3
# Days that annotators of one incident may be apart.
APART = 4


def plain(words):
    letters = unicodedata.normalize("NFKD", words or "").lower()
    letters = re.sub(r"[^a-z0-9 ]+", " ", letters)
    return " ".join(word for word in letters.split() if word not in ("the", "a", "an", "of", "and"))


def day(words):
    found = re.fullmatch(r"\s*(\d{1,2}) ([A-Z]{3}) (\d\d)\s*", words)
    try:
        return datetime.date(1900 + int(found[3]), MONTHS[found[2]], int(found[1])).toordinal()
    except (TypeError, KeyError, ValueError):
        return None


def days(words):
    """First and last day of "03 JAN 90 - 05 JAN 90"; nothing if one is not told in full."""
    found = [day(part) for part in (words or "").split(" - ")]
    return (found[0], found[-1]) if None not in found else None


class Incident:
    def __init__(self, template):
        strings = lambda keys: [plain(s) for key in keys for filler in template.get(key) or [] for s in filler["strings"]]
        self.kinds, self.days = set(template["type"]), days(template.get("date"))
        self.victims, self.targets, self.doers = strings(VICTIMS), strings(TARGETS), strings(DOERS)
        place = [part.strip() for part in (template.get("location") or "").split(":")]
        self.country = place[0].split(" - ")[0]
        towns = (re.match(r"(.*) \((CITY|TOWN|VILLAGE|NEIGHBORHOOD|FARM|HAMLET)", part) for part in place[1:])
        self.town = next((town[1] for town in towns if town), None)

    def shares(self, account):
        """How much of it an account tells."""
        of = lambda names: {plain(w) for role, fillers in account["roles"].items() if role in names for f in fillers for w in (f["name"], f["text"])}
        hit, doers = of(("target", "place", "weapon")), of(("perpetrator",))
        told = lambda strings, words: len({s for s in strings if any(within(s, w) for w in words)})
        return WEIGHT * told(self.targets, hit) + told(self.doers, doers)


def within(a, b):
    """The shorter one's words are all in the longer, and both end alike."""
    short, long = sorted((a.split(), b.split()), key=len)
    return bool(short) and set(short) <= set(long) and short[-1] == long[-1]


def is_name(a, b):
    """Two names of one person: one's last word is in the other, or two words are the same."""
    a, b = a.split(), b.split()
    return a[-1] in b or b[-1] in a or len(set(a) & set(b)) > 1


def one(a, b):
    """Whether two incidents are one; None where nobody knows."""
    pairs = list(itertools.product(filter(None, a.victims), filter(None, b.victims)))
    gap = max(a.days[0] - b.days[1], b.days[0] - a.days[1]) if a.days and b.days else None
    if any(is_name(x, y) for x, y in pairs) and (gap is None or gap <= APART):
        return True
    if gap is not None and gap > APART or a.country and b.country and a.country != b.country:
        return False
    if a.town and b.town and a.town != b.town and gap is not None and gap > 0:
        return False
    if pairs and a.kinds & b.kinds and not any(set(x.split()) & set(y.split()) for x, y in pairs):
        return False
    hit = any(within(x, y) for x in a.targets for y in b.targets)
    return True if hit and a.days and a.days == b.days and a.town and a.town == b.town else None


def incidents(articles, read):
    """By account the incident that it tells; by document, first and last letter of its words the account."""
    of, at = {}, {}
    for article, found in zip(articles, read):
        known = [Incident(template) for template in article.get("templates") or []]
        for account in found["accounts"]:
            if not known or "Attack" not in account["kinds"] or account["modality"] != "asserted":
                continue
            shares = [incident.shares(account) for incident in known]
            if max(shares) >= WEIGHT:
                of[account["id"]] = known[shares.index(max(shares))]
                at.update({(article["id"], b, e): account["id"] for b, e in account["triggers"]})
    return of, at


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles")
    arguments.add_argument("accounts")
    arguments.add_argument("pairs", nargs="?")
    arguments.add_argument("--linked")
    options = arguments.parse_args()
    read = lambda path: (json.loads(line) for line in open(path, encoding="utf-8"))
    of, at = incidents(list(read(options.articles)), read(options.accounts))
    for pair in read(options.pairs) if options.pairs else []:
        told = [of.get(account) for account in pair["accounts"]]
        if all(told) and (known := one(*told)) is not None:
            print(json.dumps(pair | {"one": known}))
    if options.linked:
        nodes, document = collections.defaultdict(set), {}
        for found in read(options.linked):
            for mention in found["mentions"]:
                account = at.get((found["id"], mention["b"], mention["e"]))
                if account:
                    nodes[mention["chain"]].add(account)
                    document[account] = found["id"]
        pairs = lambda accounts: [one(of[a], of[b]) for a, b in itertools.combinations(accounts, 2) if document[a] != document[b]]
        wanted = pairs(sorted(document)).count(True)
        made = [known for accounts in nodes.values() for known in pairs(sorted(accounts)) if known is not None]
        right = made.count(True)
        print(f"pairs of accounts of one event: {wanted}; made one node: {len(made)}, right {right}: precision {right / max(1, len(made)):.2f}, recall {right / max(1, wanted):.2f}")


if __name__ == "__main__":
    main()
