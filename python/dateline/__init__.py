"""Questions to a graph that `dateline build` has made.

>>> import dateline
>>> dateline.query("news.dateline", "attacks in Syria | show date, killed")   # doctest: +SKIP
[{'id': 'https://w3id.org/dateline/event/…', 'date': '2020-02-03', 'killed': 8}]
"""

import json
import os
import subprocess
import sysconfig
from shutil import which

__all__ = ["Error", "program", "query", "to_pandas"]


class Error(Exception):
    """What the program says of a question or a file that it cannot answer; `code` is its exit code."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


def program():
    """The path of the program: the one that came with this module, else the one on the PATH."""
    name = "dateline" + (sysconfig.get_config_var("EXE") or "")
    for scheme in (None, "nt_user" if os.name == "nt" else "posix_user"):
        folder = sysconfig.get_path("scripts", scheme) if scheme else sysconfig.get_path("scripts")
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    found = which(name)
    if found is None:
        raise Error("the program `dateline` is neither beside this module nor on the PATH", None)
    return found


def query(store, question):
    """The rows of an answer, as dictionaries.

    store: path of a graph; question: in the language of the shell. A cell is None where nothing is told, one value or a list
    of values; actors, places and events are dictionaries with `id` and `name`, numbers that are not exact have `min`, `max` and
    `text`. Raises `Error` with the program's words.
    """
    command = [program(), "query", "--format", "json", "--", os.fspath(store), question]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise Error(done.stderr.strip(), done.returncode)
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Error("one question with rows is needed, no definition and no second question", 2) from None


def to_pandas(store, question):
    """The answer as a pandas.DataFrame: actors, places and events by their names, several values as lists."""
    import pandas

    def plain(value):
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return value.get("name", value.get("text", value))
        return value

    rows = query(store, question)
    return pandas.DataFrame([{column: plain(cell) for column, cell in row.items()} for row in rows])
