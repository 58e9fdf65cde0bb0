//! GeoJSON, RFC 7946: one collection, a feature a row.
//!
//! A place that is exact is a point, one that is not the area in which it may be. A row that is nowhere has no geometry.
//! Properties are the columns, flat as map programs want them: names and words as text, exact numbers as numbers, and
//! behind an amount its least and greatest, as in CSV.

use super::cell_text;
use super::delimited::bounds;
use crate::answer::rows::{Row, Rows, Spot, Value};
use crate::globe::{Point, away};
use crate::json::to_writer;
use serde_json::{Map, json};
use std::io::{self, Write};

/// Corners of an area.
const CORNERS: u32 = 48;

pub(super) fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[")?;
    let nowhere: &[Spot] = &[];
    for (index, row) in rows.rows.iter().enumerate() {
        write!(out, "{}", if index == 0 { "\n" } else { ",\n" })?;
        let spots = rows.spots.get(index).map_or(nowhere, Vec::as_slice);
        to_writer(&mut *out, &feature(rows, row, spots))?;
    }
    writeln!(out, "{}]}}", if rows.rows.is_empty() { "" } else { "\n" })
}

fn feature(rows: &Rows, row: &Row, spots: &[Spot]) -> serde_json::Value {
    let mut feature = json!({
        "type": "Feature",
        "geometry": geometry(spots),
        "properties": properties(rows, row, spots),
    });
    if let Some(subject) = &row.subject {
        feature["id"] = json!(subject);
    }
    feature
}

fn properties(rows: &Rows, row: &Row, spots: &[Spot]) -> Map<String, serde_json::Value> {
    let mut properties = Map::new();
    let mut disputed = Vec::new();
    for (column, cell) in rows.columns.iter().zip(&row.cells) {
        let value = match cell.values.as_slice() {
            [] => serde_json::Value::Null,
            [Value::Integer(n)] => json!(n),
            [Value::Decimal(n)] => json!(n),
            _ => json!(cell_text(cell)),
        };
        properties.insert(column.name.clone(), value);
        if column.amount {
            let (low, high) = bounds(cell);
            properties.insert(format!("{} low", column.name), number(low));
            properties.insert(format!("{} high", column.name), number(high));
        }
        if cell.disputed {
            disputed.push(column.name.as_str());
        }
    }
    if !disputed.is_empty() {
        properties.insert("disputed".to_string(), json!(disputed.join(", ")));
    }
    if let Some(widest) = spots.iter().map(|spot| spot.radius).reduce(f64::max) {
        let names: Vec<&str> = spots.iter().map(|spot| spot.label.as_str()).collect();
        properties.insert("at".to_string(), json!(names.join("; ")));
        properties.insert("radius km".to_string(), json!(widest));
    }
    properties
}

/// A number that is whole without a point.
fn number(number: Option<f64>) -> serde_json::Value {
    match number {
        Some(n) if n.fract() == 0.0 => json!(n as i64),
        other => json!(other),
    }
}

fn geometry(spots: &[Spot]) -> serde_json::Value {
    let all: Vec<serde_json::Value> = spots.iter().map(shape).collect();
    let of = |name: &str| all.iter().all(|shape| shape["type"] == name);
    let places = || -> serde_json::Value { all.iter().map(|s| s["coordinates"].clone()).collect() };
    match all.as_slice() {
        [] => serde_json::Value::Null,
        [one] => one.clone(),
        _ if of("Point") => json!({"type": "MultiPoint", "coordinates": places()}),
        _ if of("Polygon") => json!({"type": "MultiPolygon", "coordinates": places()}),
        _ => json!({"type": "GeometryCollection", "geometries": all}),
    }
}

fn shape(spot: &Spot) -> serde_json::Value {
    let middle: Point = (spot.latitude, spot.longitude);
    let point = json!({"type": "Point", "coordinates": [spot.longitude, spot.latitude]});
    if spot.radius <= 0.0 {
        return point;
    }
    // Against the clock, as the standard wants it; the first corner is the last one too.
    let corner = |n: u32| {
        let turn = -360.0 * f64::from(n % CORNERS) / f64::from(CORNERS);
        away(middle, turn, spot.radius)
    };
    let corners: Vec<Point> = (0..=CORNERS).map(corner).collect();
    // An area over the date line would have to be cut in two; its middle is true, too.
    let far = |(_, long): &Point| (long - spot.longitude).abs() > 180.0;
    if corners.iter().any(far) {
        return point;
    }
    let degrees = |n: f64| (n * 1e4).round() / 1e4;
    let ring = corners.iter().map(|(lat, long)| [*long, *lat].map(degrees));
    let ring: Vec<[f64; 2]> = ring.collect();
    json!({"type": "Polygon", "coordinates": [ring]})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::rows::{Cell, Column};

    fn spot(label: &str, radius: f64) -> Spot {
        Spot {
            iri: format!("https://example.org/place/{label}"),
            label: label.to_string(),
            latitude: 35.5,
            longitude: 36.5,
            radius,
        }
    }

    fn written(spots: Vec<Vec<Spot>>) -> serde_json::Value {
        let cell = |value| Cell::of([value]);
        let row = || Row {
            subject: Some("https://example.org/event/1".to_string()),
            cells: vec![
                cell(Value::Text("a \u{202e}b".to_string())),
                cell(Value::Told {
                    words: "dozens".to_string(),
                    min: 24,
                    max: Some(99),
                }),
            ],
        };
        let rows = Rows {
            columns: vec![
                Column::named("place"),
                Column {
                    name: "killed".to_string(),
                    numeric: true,
                    amount: true,
                },
            ],
            rows: spots.iter().map(|_| row()).collect(),
            spots,
            ..Rows::default()
        };
        let mut out = Vec::new();
        write(&rows, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains('\u{202e}'), "{text}");
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn points_areas_and_nowhere() {
        let all = written(vec![
            vec![spot("Ardun", 0.0)],
            vec![spot("near Ardun", 10.0)],
            vec![],
            vec![spot("Ardun", 0.0), spot("Selm", 0.0)],
        ]);
        let features = all["features"].as_array().unwrap();
        assert_eq!(features.len(), 4);
        let point = json!({"type": "Point", "coordinates": [36.5, 35.5]});
        assert_eq!(features[0]["geometry"], point);
        assert_eq!(features[0]["properties"]["killed"], "dozens");
        assert_eq!(features[0]["properties"]["killed low"], 24);
        assert_eq!(features[0]["properties"]["killed high"], 99);
        let ring = &features[1]["geometry"]["coordinates"][0];
        let ring = ring.as_array().unwrap();
        assert_eq!(ring.first(), ring.last());
        // Twice the area is positive where the ring runs against the clock.
        let at = |n: usize, k: usize| ring[n][k].as_f64().unwrap();
        let area: f64 = (1..ring.len())
            .map(|n| at(n - 1, 0) * at(n, 1) - at(n, 0) * at(n - 1, 1))
            .sum();
        assert!(area > 0.0);
        assert!(features[2]["geometry"].is_null());
        assert_eq!(features[3]["geometry"]["type"], "MultiPoint");
        assert_eq!(features[3]["properties"]["at"], "Ardun; Selm");
    }
}
