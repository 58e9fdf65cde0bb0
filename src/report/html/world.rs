//! The outlines of countries (Natural Earth, as TopoJSON) in the projection of the maps.

use serde::Deserialize;
use std::sync::OnceLock;

/// The file of the page's map, which is that of reports too.
pub(crate) static COUNTRIES: &[u8] = include_bytes!("../../../web/countries.json");

/// Short names in the file, and those that the gazetteer has.
const NAMES: &str = include_str!("../../../gazetteer/outlines.tsv");

/// A place in a square of side 1, north up.
pub(super) type Point = (f64, f64);

/// A country.
#[derive(Debug)]
pub(super) struct Country {
    pub name: String,
    /// Its number in ISO 3166; a few have none.
    pub number: Option<String>,
    /// Each closed.
    pub rings: Vec<Vec<Point>>,
    /// Left, top, right and bottom of all.
    pub bounds: [f64; 4],
    /// The middle of its largest ring, and how wide that is.
    pub middle: Point,
    pub width: f64,
}

/// Mercator: degrees → a square of side 1.
pub(super) fn project(long: f64, lat: f64) -> Point {
    let lat = lat.clamp(-85.0, 85.0).to_radians();
    let y =
        (1.0 - (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln() / std::f64::consts::PI) / 2.0;
    ((long + 180.0) / 360.0, y)
}

/// How many units of that square a kilometre is at a latitude.
pub(super) fn kilometre(lat: f64) -> f64 {
    1.0 / (40_075.0 * lat.clamp(-85.0, 85.0).to_radians().cos())
}

/// The ISO 3166 number of a country by its name.
pub(crate) fn country_number(name: &str) -> Option<&'static str> {
    let known = countries().iter().find(|country| country.name == name);
    known?.number.as_deref()
}

fn full_name(short: String) -> String {
    let mut names = NAMES.lines().filter_map(|line| line.split_once('\t'));
    let known = names.find(|(name, _)| *name == short);
    known.map_or(short, |(_, full)| full.to_string())
}

/// All of them; none when the file cannot be read.
pub(super) fn countries() -> &'static [Country] {
    static ALL: OnceLock<Vec<Country>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read: Result<Topology, _> = serde_json::from_slice(COUNTRIES);
        read.map(Topology::countries).unwrap_or_default()
    })
}

#[derive(Deserialize)]
struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[f64; 2]>>,
    objects: Objects,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Objects {
    countries: Collection,
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(flatten)]
    shape: Option<Shape>,
    id: Option<String>,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    Polygon(Vec<Vec<i64>>),
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

impl Topology {
    fn countries(self) -> Vec<Country> {
        let Transform { scale, translate } = self.transform;
        // Each place is told by how far it is from the one before.
        let arcs: Vec<Vec<Point>> = self
            .arcs
            .iter()
            .map(|arc| {
                let (mut x, mut y) = (0.0, 0.0);
                let place = |[dx, dy]: &[f64; 2]| {
                    x += dx;
                    y += dy;
                    project(x * scale[0] + translate[0], y * scale[1] + translate[1])
                };
                arc.iter().map(place).collect()
            })
            .collect();
        let geometries = self.objects.countries.geometries.into_iter();
        geometries
            .map(|geometry| {
                let rings: Vec<Vec<i64>> = match geometry.shape {
                    Some(Shape::Polygon(rings)) => rings,
                    Some(Shape::MultiPolygon(polygons)) => polygons.into_iter().flatten().collect(),
                    None => Vec::new(),
                };
                country(
                    (full_name(geometry.properties.name), geometry.id),
                    rings.iter().map(|numbers| ring(numbers, &arcs)).collect(),
                )
            })
            .collect()
    }
}

/// An arc that is shared with a neighbour runs backwards in one of the two.
fn ring(numbers: &[i64], arcs: &[Vec<Point>]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for &number in numbers {
        let backwards = number < 0;
        let number = if backwards { !number } else { number };
        let arc = usize::try_from(number).ok().and_then(|n| arcs.get(n));
        let Some(arc) = arc else { continue };
        let skip = usize::from(!points.is_empty());
        match backwards {
            true => points.extend(arc.iter().rev().skip(skip)),
            false => points.extend(arc.iter().skip(skip)),
        }
    }
    points
}

fn country((name, number): (String, Option<String>), rings: Vec<Vec<Point>>) -> Country {
    let bounds = rings.iter().map(self::bounds);
    let bounds: Vec<[f64; 4]> = bounds.collect();
    let size = |[left, top, right, bottom]: &[f64; 4]| (right - left) * (bottom - top);
    let largest = (0..rings.len()).max_by(|&a, &b| size(&bounds[a]).total_cmp(&size(&bounds[b])));
    Country {
        name,
        number,
        middle: largest.map_or((0.0, 0.0), |at| centroid(&rings[at])),
        width: largest.map_or(0.0, |at| bounds[at][2] - bounds[at][0]),
        bounds: self::bounds(rings.iter().flatten()),
        rings,
    }
}

/// Left, top, right and bottom of points; all 0 where there are none.
fn bounds<'p>(points: impl IntoIterator<Item = &'p Point>) -> [f64; 4] {
    let corners = points.into_iter().map(|&(x, y)| [x, y, x, y]);
    let wider =
        |[a, b, c, d]: [f64; 4], [x, y, _, _]: [f64; 4]| [a.min(x), b.min(y), c.max(x), d.max(y)];
    corners.reduce(wider).unwrap_or_default()
}

fn centroid(points: &[Point]) -> Point {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in points.windows(2) {
        let cross = pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1;
        area += cross;
        x += (pair[0].0 + pair[1].0) * cross;
        y += (pair[0].1 + pair[1].1) * cross;
    }
    match area == 0.0 {
        true => points.first().copied().unwrap_or((0.0, 0.0)),
        false => (x / (3.0 * area), y / (3.0 * area)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_those_of_outlines() {
        let full = NAMES.lines().filter_map(|line| line.split_once('\t'));
        let unknown: Vec<&str> = full
            .map(|(_, full)| full)
            .filter(|full| !countries().iter().any(|country| country.name == *full))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert_eq!(country_number("South Sudan"), Some("728"));
    }

    #[test]
    fn a_town_lies_in_its_country() {
        let all = countries();
        assert!(all.len() > 200, "{}", all.len());
        let (x, y) = project(36.63, 35.93);
        let inside = |ring: &Vec<Point>| {
            let crossed = ring.windows(2).filter(|pair| {
                let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
                (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            });
            crossed.count() % 2 == 1
        };
        let holding = all.iter().filter(|c| c.rings.iter().any(inside));
        let names: Vec<&str> = holding.map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Syria"]);
    }
}
