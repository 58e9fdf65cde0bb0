use super::*;
use crate::store::sample::{BASE, graph, ontology};

fn store() -> Store {
    Store::from_graph(&graph(), &ontology(), BASE).unwrap()
}

fn written(sparql: &str, format: Format) -> Result<String, StoreError> {
    let mut bytes = Vec::new();
    write(&store(), sparql, format, &mut bytes, None)?;
    Ok(String::from_utf8(bytes).unwrap())
}

#[test]
fn a_table_shows_labels_and_numbers() {
    let sparql = "SELECT ?event ?kind ?who ?killed ?day ?max { ?event dl:killed ?killed ; dl:kind ?kind ; \
                  dl:perpetrator ?who ; dl:dateBegin ?day . OPTIONAL { ?event dl:killedMax ?max } }";
    let Answer::Table(rows) = answer(&store(), sparql, None).unwrap() else {
        panic!("a table")
    };
    let numeric: Vec<bool> = rows.columns.iter().map(|c| c.numeric).collect();
    assert_eq!(numeric, [false, false, false, true, false, false]);
    let labels: Vec<Option<&str>> = rows.rows[0]
        .cells
        .iter()
        .map(|cell| match cell.values.first() {
            Some(Value::Node { label, .. }) => Some(label.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        labels[..3],
        [Some("event/1"), Some("attack"), Some("Ruritanian forces")]
    );
    assert_eq!(rows.rows[0].cells[3].values, [Value::Integer(8)]);
    assert!(matches!(rows.rows[0].cells[4].values[0], Value::Date(_)));
    assert!(rows.rows[0].cells[5].values.is_empty());
}

#[test]
fn solutions_in_every_format() {
    let sparql = "SELECT ?n { ?e dl:killed ?n }";
    let json: serde_json::Value =
        serde_json::from_str(&written(sparql, Format::Json).unwrap()).unwrap();
    assert_eq!(json["results"]["bindings"][0]["n"]["value"], "8");
    assert!(
        written(sparql, Format::Xml)
            .unwrap()
            .contains("<binding name=\"n\">")
    );
    assert_eq!(written(sparql, Format::Csv).unwrap(), "n\r\n8\r\n");
    assert_eq!(written(sparql, Format::Tsv).unwrap(), "?n\n8\n");
    for format in [Format::Turtle, Format::NTriples] {
        let error = written(sparql, format).unwrap_err();
        assert!(
            error.to_string().contains("choose json, xml, csv or tsv"),
            "{error}"
        );
    }
}

#[test]
fn ask_and_construct() {
    let found = answer(&store(), "ASK { ?e a dl:Attack }", None).unwrap();
    assert_eq!(found, Answer::Boolean(true));
    assert_eq!(
        written("ASK { ?e a dl:Nothing }", Format::Csv)
            .unwrap()
            .trim(),
        "false"
    );
    let construct = "CONSTRUCT { ?e dl:killed ?n } WHERE { ?e dl:killed ?n }";
    let Answer::Turtle(turtle) = answer(&store(), construct, None).unwrap() else {
        panic!("Turtle")
    };
    assert!(turtle.contains("dl:killed 8"), "{turtle}");
    assert!(turtle.contains("<event/1>"), "{turtle}");
    assert_eq!(
        written(construct, Format::NTriples)
            .unwrap()
            .matches(" .")
            .count(),
        1
    );
    assert!(written(construct, Format::Json).is_err());
    assert!(
        written("DESCRIBE <event/1>", Format::Turtle)
            .unwrap()
            .contains("dl:Attack")
    );
}
