//! `\help WORD` for the words of the grammar.

/// A part of the language.
pub(super) struct Topic {
    /// Words that lead here.
    pub words: &'static [&'static str],
    /// How it is written.
    pub syntax: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// The language on one screen; `{A}` and `{B}` are names of the graph, `{DAY}` and `{MONTH}` times that it tells of.
pub(super) const OVERVIEW: &str = "\
A question is a noun with what narrows it, then stages after `|`:

  attacks by {A} on {B} since {DAY} | show date, place, killed
  statements by {A} about {B} | sort by date | first 5
  agreements between {A} and {B} | timeline
  attacks in {MONTH} | count by perpetrator | sort count desc
  attacks where killed is known | top 5 by killed

Names begin with a capital letter or stand in quotes, and include their parts: a country its army and ministers. Names are \
joined with `or`. Tab completes words, fields and names.

\\nouns lists what can be asked for, \\fields NOUN what is known of it, \\commands what the shell does besides, \\help WORD \
explains a word. After an answer, \\why 1 shows what row 1 rests on, \\plain says the question back in English and \\sparql \
how it was asked; \\whynot WORDS tells why a sentence did not give what it should.

A question ends with the line, unless the line ends in `|` or a parenthesis is open; a line that begins \
with \\ is a command even then.";

/// What keys do at a terminal.
pub(super) const KEYS: &[(&str, &str)] = &[
    (
        "Tab",
        "completes a word or a name; only names that have answers there, with their number",
    ),
    ("→, Ctrl-E", "takes over the line that is hinted at"),
    ("↑, ↓", "lines typed before; inside a block, its lines"),
    ("Ctrl-R", "looks for a line typed before"),
    (
        "Enter",
        "asks; goes on in a new line after `|` or inside parentheses",
    ),
    ("Ctrl-A, Ctrl-E", "beginning and end of the line"),
    ("Alt-B, Alt-F", "a word back, a word on"),
    (
        "Ctrl-W, Ctrl-U, Ctrl-K",
        "deletes the word before, the line before, the line behind",
    ),
    ("Ctrl-Y, Ctrl-_", "puts back what was deleted; undoes"),
    (
        "Ctrl-C",
        "gives up the line, or stops the question that runs",
    ),
    ("Ctrl-D", "leaves"),
];

/// All parts of the language.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        words: &[
            "by",
            "on",
            "about",
            "to",
            "with",
            "of",
            "from",
            "between",
            "preposition",
        ],
        syntax: "attacks by NAME on NAME, agreements between NAME and NAME",
        help: "A preposition puts a name into a role of the noun; \\fields NOUN tells which. A name includes its parts (a \
               country its army and ministers) unless `exactly` stands before it. `or` joins names, `not` before the \
               preposition turns it round. Names with small letters or odd signs are put in quotes: \"Bank of X\".",
    },
    Topic {
        words: &[
            "since", "until", "after", "before", "in", "during", "last", "date", "time",
        ],
        syntax: "attacks since 2020-02-01 until 2020-02, attacks in February 2020, attacks last 30 days",
        help: "When it happened. `since` and `until` include the day, `after` and `before` do not; a month or a year means \
               all its days; `last 30 days`, `last week` go back from the newest article. A vague date matches when it can \
               be meant. `reported since …` asks when it was published.",
    },
    Topic {
        words: &["reported", "mentioning"],
        syntax: "attacks reported by \"Outlet\", attacks first reported by \"Outlet\", statements mentioning \"red line\"",
        help: "`reported` is about the article, not the event: its outlet or its date. `first reported` is about the earliest \
               article; of several of one day each is the first, and one without a date is none. `mentioning` looks for words.",
    },
    Topic {
        words: &["where", "known", "disputed", "like"],
        syntax: "attacks where killed >= 10 and (weapon is known or place is known)",
        help: "Conditions on fields: = != < <= > >= like, `in (…)`, `is known`, `is disputed`, with and, or, not and \
               parentheses. The best value is compared; `all of killed > 10` and `range of killed` look at every source. Of a \
               number that is not exact (dozens, more than 20) a condition holds if it holds of all that may be meant.",
    },
    Topic {
        words: &["show", "range", "sources", "best", "all"],
        syntax: "… | show date, place, range of killed as dead, sources of killed",
        help: "Chooses columns; `show *` shows all fields. `range of X` gives lowest–highest, `sources of X` who says so. \
               A `*` in a table marks values on which sources differ, `–` what nobody tells.",
    },
    Topic {
        words: &[
            "count", "sum", "average", "min", "max", "list", "group", "month", "day", "week",
            "quarter", "year",
        ],
        syntax: "… | count, sum killed by perpetrator, month",
        help: "Groups by fields or periods (day, week, month, quarter, year) and counts, adds up or lists. Unknown values \
               are left out of sums, never taken as 0.",
    },
    Topic {
        words: &["sort", "first", "top"],
        syntax: "… | sort date desc | first 10, … | top 5 by killed",
        help: "Order and number of rows; `last 3` takes the end. `top` needs a field, `first` takes the rows as they come.",
    },
    Topic {
        words: &["timeline", "graph", "dot", "svg"],
        syntax: "agreements between NAME and NAME | timeline, attacks by NAME | graph",
        help: "`timeline` draws the answers along time, `graph` shows them as nodes and edges. \\to map.svg before the \
               question makes a picture of it, \\to map.dot a file for Graphviz.",
    },
    Topic {
        words: &["path", "paths", "shortest", "via", "steps"],
        syntax: "shortest path from NAME to NAME via agreements within 3 steps",
        help: "Who is joined to whom by which events, with the sources of each step. `paths` gives all of them. Behind \
               `via` stand kinds of events it may go through, or names it must go through. Stages may follow.",
    },
    Topic {
        words: &["each", "the"],
        syntax: "attacks in NAME | each (statements about the attack | first 3) as reactions",
        help: "Asks a question for every row; `the attack` is the row.",
    },
    Topic {
        words: &["within", "km", "miles", "distance"],
        syntax: "attacks within 50 km of NAME, places within 30 miles of NAME, statements within 3 days of (attacks on NAME)",
        help: "`within 50 km of` keeps what happened in a place that lies wholly so near, `km` or `miles`. A town is a point; \
               a province counts only if all of it is so near. `within 3 days of` compares times, `within 3 steps` is about paths.",
    },
    Topic {
        words: &["and", "or", "except"],
        syntax: "countries except (countries with ceasefire), (attacks by NAME) or (attacks on NAME)",
        help: "Joins sets that stand in parentheses.",
    },
    Topic {
        words: &["sparql"],
        syntax: "sparql { SELECT ?who (COUNT(*) AS ?n) { ?a dl:perpetrator ?who } GROUP BY ?who } | sort n desc",
        help: "Any SPARQL 1.1 query; its prefixes are known. Stages may follow.",
    },
    Topic {
        words: &["let", "param", "use", "assert", "export"],
        syntax: "let strikes = airstrikes by NAME; param $who: actor = \"NAME\"; assert strikes is not empty",
        help: "For scripts (.dq files): a name for a question, a parameter, another file, a check, a file to write.",
    },
];
