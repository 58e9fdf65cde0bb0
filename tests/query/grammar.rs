//! Questions of every kind that the grammar knows, made up by proptest.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

/// A script of one to three statements.
pub fn script() -> impl Strategy<Value = String> {
    proptest::collection::vec(statement(), 1..4).prop_map(|all| all.join(";\n"))
}

fn statement() -> impl Strategy<Value = String> {
    let asserted = (
        query(),
        select(vec![
            "is empty",
            "is not empty",
            ">= 3",
            "has row (killed = 3, date > 2020)",
        ]),
    );
    prop_oneof![
        6 => query(),
        1 => query().prop_map(|query| format!("let hits = {query}")),
        1 => select(vec![
            "param $who: actor = \"Turkey\"",
            "param $from: date = 2020-02",
            "param $least: number = 3",
            "param $text: text",
            "use \"other.dq\"",
            "export graph as turtle to \"graph.ttl\"",
        ])
        .prop_map(str::to_string),
        1 => asserted.prop_map(|(query, check)| format!("assert {query} {check}")),
        1 => query().prop_map(|query| format!("export ({query}) as csv to \"file.csv\"")),
    ]
}

fn query() -> impl Strategy<Value = String> {
    plain().prop_recursive(3, 24, 3, |inner| {
        let nested = (
            noun(),
            proptest::collection::vec(prop_oneof![leaf(), narrowed_by(inner.clone())], 0..3),
            proptest::collection::vec(prop_oneof![stage(), each(inner.clone())], 0..3),
        );
        let joined = (inner.clone(), select(vec!["and", "or", "except"]), inner, stages());
        prop_oneof![
            3 => nested.prop_map(|(noun, narrowed, stages)| question(&noun, &narrowed, &stages)),
            1 => joined.prop_map(|(a, word, b, stages)| question(&format!("({a}) {word} ({b})"), &[], &stages)),
        ]
    })
}

fn plain() -> impl Strategy<Value = String> {
    let phrase = (noun(), proptest::collection::vec(leaf(), 0..4), stages())
        .prop_map(|(noun, narrowed, stages)| question(&noun, &narrowed, &stages));
    let path = (
        select(vec!["path", "paths", "shortest path"]),
        values(),
        values(),
        select(vec!["", " via statements", " via agreements or Russia"]),
        select(vec!["", " within 3 steps", " since 2020"]),
    )
        .prop_map(|(word, a, b, via, within)| format!("{word} from {a} to {b}{via}{within}"));
    let sparql = Just("sparql { SELECT ?a { ?a a dl:Attack } } | first 3".to_string());
    Union::new_weighted(vec![
        (12, phrase.boxed()),
        (2, path.boxed()),
        (1, sparql.boxed()),
    ])
}

fn question(noun: &str, narrowed: &[String], stages: &[String]) -> String {
    let mut text = noun.to_string();
    for modifier in narrowed {
        text.push_str(&format!(" {modifier}"));
    }
    for stage in stages {
        text.push_str(&format!(" | {stage}"));
    }
    text
}

fn noun() -> impl Strategy<Value = String> {
    select(vec![
        "attacks",
        "attack",
        "statements",
        "agreements",
        "countries",
        "people",
        "events",
        "documents",
        "3 attacks",
    ])
    .prop_map(str::to_string)
}

fn values() -> impl Strategy<Value = String> {
    let one = select(vec![
        "Syria",
        "Free Syrian Army",
        "\"Bank of England\"",
        "Georgia#country",
        "exactly Turkey",
        "any country",
        "people",
        "$who",
    ]);
    proptest::collection::vec(one, 1..4).prop_map(|all| all.join(" or "))
}

fn date() -> impl Strategy<Value = &'static str> {
    select(vec![
        "2020-02-03",
        "2020-02",
        "2020",
        "February 2020",
        "27 February 2020",
        "$from",
    ])
}

fn time() -> impl Strategy<Value = String> {
    prop_oneof![
        (select(vec!["since", "until", "after", "before"]), date())
            .prop_map(|(w, d)| format!("{w} {d}")),
        (
            select(vec!["in", "on"]),
            select(vec!["2020-02", "2020", "3 March 2020"])
        )
            .prop_map(|(w, d)| format!("{w} {d}")),
        Just("between 2020-02-01 and 2020-02-29".to_string()),
        (
            1..40u32,
            select(vec!["day", "weeks", "months", "quarter", "years"])
        )
            .prop_map(|(n, u)| format!("last {n} {u}")),
        select(vec!["last week", "last month"]).prop_map(str::to_string),
    ]
}

/// What narrows a noun down, without a question inside.
fn leaf() -> impl Strategy<Value = String> {
    let not = select(vec!["", "not "]);
    prop_oneof![
        (
            not.clone(),
            select(vec!["by", "on", "in", "about", "to", "of"]),
            values()
        )
            .prop_map(|(not, word, values)| format!("{not}{word} {values}")),
        (not.clone(), time()).prop_map(|(not, time)| format!("{not}{time}")),
        (not.clone(), time()).prop_map(|(not, time)| format!("{not}reported {time}")),
        (
            not,
            select(vec!["reported by Reuters", "mentioning \"red line\""])
        )
            .prop_map(|(not, words)| format!("{not}{words}")),
        (select(vec!["with", "without"]), field())
            .prop_map(|(word, field)| format!("{word} {field}")),
        (values(), values()).prop_map(|(a, b)| format!("between {a} and {b}")),
        (select(vec!["50 km", "1 mile", "30 kilometres"]), values())
            .prop_map(|(distance, of)| format!("within {distance} of {of}")),
        condition().prop_map(|condition| format!("where {condition}")),
    ]
}

fn narrowed_by(inner: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let word = select(vec![
        "by",
        "about",
        "before",
        "after",
        "during",
        "within 3 days of",
        "not by",
    ]);
    (word, inner).prop_map(|(word, inner)| format!("{word} ({inner})"))
}

fn field() -> impl Strategy<Value = &'static str> {
    select(vec![
        "killed",
        "date",
        "place",
        "weapon",
        "perpetrator",
        "target",
    ])
}

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => field().prop_map(str::to_string),
        1 => Just("perpetrator.country".to_string()),
        2 => (select(vec!["best", "all", "range", "sources", "quotes"]), field())
            .prop_map(|(facet, field)| format!("{facet} of {field}")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    let operand = select(vec![
        "10",
        "2020-02",
        "3 days",
        "\"mortar\"",
        "$least",
        "Syria",
        "target.country",
    ]);
    let compared = (
        path(),
        select(vec!["=", "!=", "<", "<=", ">", ">=", "like"]),
        operand,
    )
        .prop_map(|(field, sign, operand)| format!("{field} {sign} {operand}"));
    let leaf = prop_oneof![
        3 => compared,
        1 => field().prop_map(|field| format!("{field} in (8, 33)")),
        1 => (field(), select(vec!["is known", "is not known", "is disputed", "is not disputed"]))
            .prop_map(|(field, is)| format!("{field} {is}")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} and {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.clone().prop_map(|a| format!("not ({a})")),
            inner.prop_map(|a| format!("not {a}")),
        ]
    })
}

fn stages() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(stage(), 0..3)
}

fn stage() -> impl Strategy<Value = String> {
    let aggregate = prop_oneof![
        Just("count".to_string()),
        (
            select(vec!["count", "sum", "average", "min", "max", "list"]),
            path()
        )
            .prop_map(|(function, field)| format!("{function} {field}")),
        Just("sum killed as dead".to_string()),
    ];
    let key = prop_oneof![
        select(vec!["day", "week", "month", "quarter", "year"]).prop_map(str::to_string),
        path(),
    ];
    let by = proptest::option::of(proptest::collection::vec(key, 1..3));
    prop_oneof![
        proptest::collection::vec(path(), 1..4).prop_map(|all| format!("show {}", all.join(", "))),
        field().prop_map(|field| format!("show {field} as it, date")),
        Just("show *".to_string()),
        condition().prop_map(|condition| format!("where {condition}")),
        (proptest::collection::vec(aggregate, 1..3), by).prop_map(|(all, by)| match by {
            Some(by) => format!("{} by {}", all.join(", "), by.join(", ")),
            None => all.join(", "),
        }),
        (
            select(vec!["sort ", "sort by "]),
            path(),
            select(vec!["", " asc", " desc"])
        )
            .prop_map(|(sort, field, way)| format!("{sort}{field}{way}")),
        (select(vec!["first", "last"]), 1..50u32).prop_map(|(word, n)| format!("{word} {n}")),
        (1..50u32, path()).prop_map(|(n, field)| format!("top {n} by {field}")),
        select(vec![
            "disputed",
            "disputed killed, date",
            "timeline",
            "graph"
        ])
        .prop_map(str::to_string),
    ]
}

fn each(inner: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    inner.prop_map(|inner| format!("each ({inner}) as more"))
}
