//! A map: outlines, a mark where events were, a dashed area where the place is not exact.

use super::world::{Country, Point, countries, kilometre, project};
use crate::output::picture::svg::{self, Svg};
use crate::report::{Map, Place};
use crate::shown::Shown;
use std::collections::BTreeSet;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 440.0;
/// Places that are nearer to each other, in pixels, are one mark.
const NEAR: f64 = 24.0;
/// Pixels that the world is wide, at most.
const CLOSEST: f64 = 256.0 * 8192.0;
/// From so many places on, the few that lie far from all others are left out of the picture.
const MANY: usize = 12;

/// The middle of what is seen, and how many pixels the world is wide.
struct View {
    middle: Point,
    scale: f64,
}

/// Places that are drawn as one mark.
struct Group<'m> {
    at: Point,
    places: Vec<&'m Place>,
}

/// The picture, and how many places lie outside of it.
pub(super) fn draw(map: &Map, number: usize) -> (String, usize) {
    let view = View::of(&usual(&map.places));
    let mut picture = Svg::default();
    picture.rectangle((0.0, 0.0), (WIDTH, HEIGHT), "sea");
    // What is only known to be in a country is that country.
    let vague = |country: &Country| {
        let is = |place: &Place| place.spot.radius > 0.0 && place.spot.label == country.name;
        map.places.iter().any(is)
    };
    for country in countries() {
        let path = view.path(country);
        if !path.is_empty() {
            let class = if vague(country) {
                "land unsure"
            } else {
                "land"
            };
            picture.path(&path, class);
        }
    }
    let mut outside = 0;
    let mut groups: Vec<Group<'_>> = Vec::new();
    for place in &map.places {
        let at = view.pixels(project(place.spot.longitude, place.spot.latitude));
        if at.0 < 0.0 || at.1 < 0.0 || at.0 > WIDTH || at.1 > HEIGHT {
            outside += 1;
            continue;
        }
        let reach = place.spot.radius * kilometre(place.spot.latitude) * view.scale;
        let whole = countries().iter().any(|c| c.name == place.spot.label);
        if reach > 6.0 && !whole {
            picture.round(at, reach, "area", "");
        }
        let near = |group: &&mut Group<'_>| (group.at.0 - at.0).hypot(group.at.1 - at.1) < NEAR;
        match groups.iter_mut().find(near) {
            Some(group) => group.places.push(place),
            None => groups.push(Group {
                at,
                places: vec![place],
            }),
        }
    }
    for country in countries() {
        let (x, y) = view.pixels(country.middle);
        let wide = country.width * view.scale > 70.0;
        if wide && x > 40.0 && y > 12.0 && x < WIDTH - 40.0 && y < HEIGHT - 6.0 {
            picture.text((x, y), "middle", "country", &country.name);
        }
    }
    marks(&groups, &mut picture);
    let (title, about) = (
        format!("Map of {}", super::places(map.places.len())),
        about(map),
    );
    let id = format!("map{number}");
    let svg = picture.inline((WIDTH, HEIGHT), &id, &title, &about);
    (svg, outside)
}

impl Group<'_> {
    /// How many events were there: one in two of its places is one.
    fn events(&self) -> usize {
        let numbers = self.places.iter().flat_map(|place| &place.numbers);
        numbers.collect::<BTreeSet<_>>().len()
    }

    /// Pixels of its radius.
    fn size(&self) -> f64 {
        (7.0 + 2.5 * (self.events() as f64).sqrt()).min(22.0)
    }
}

fn marks(groups: &[Group<'_>], picture: &mut Svg) {
    for group in groups {
        let (events, size) = (group.events(), group.size());
        let exact = group.places.iter().any(|place| place.spot.radius <= 0.0);
        let names: Vec<&str> = group.places.iter().map(|p| p.spot.label.as_str()).collect();
        let title = format!("{}: {}", names.join(", "), super::events(events));
        let class = if exact { "point" } else { "vague" };
        picture.round(group.at, size, class, &title);
        let class = if exact { "count" } else { "count outside" };
        picture.text(
            (group.at.0, group.at.1 + 4.0),
            "middle",
            class,
            &events.to_string(),
        );
    }
    // Names that would lie on others, or on another mark, are left out; all of them stand in the list.
    let marked = groups.iter().map(|group| {
        let ((x, y), size) = (group.at, group.size() + 2.0);
        [x - size, y - size, x + size, y + size]
    });
    let mut taken: Vec<[f64; 4]> = marked.collect();
    for group in groups {
        let first = &group.places[0].spot.label;
        let name = match group.places.len() {
            1 => first.clone(),
            n => format!("{first} and {} more", n - 1),
        };
        let name = Shown::line(&name);
        let width = svg::width(&name);
        let y = group.at.1 + 4.0;
        // To the right where there is room, else to the left.
        let beside = group.size() + 3.0;
        let sides = [group.at.0 + beside, group.at.0 - beside - width];
        let free = sides.into_iter().find(|x| {
            let crosses =
                |b: &[f64; 4]| b[0] < x + width && b[2] > *x && b[1] < y + 4.0 && b[3] > y - 11.0;
            *x > 0.0 && x + width < WIDTH && !taken.iter().any(crosses)
        });
        if let Some(x) = free {
            picture.text((x, y), "start", "halo", &name);
            taken.push([x, y - 11.0, x + width, y + 4.0]);
        }
    }
}

/// What the picture shows, in words.
fn about(map: &Map) -> String {
    let told = map.places.iter().take(8);
    let told = told.map(|place| format!("{}, {}", place.spot.label, super::events(place.events)));
    let told: Vec<String> = told.collect();
    format!("{}. All of them stand in the table below.", told.join("; "))
}

impl View {
    /// Holds all places with some room around them.
    fn of(places: &[&Place]) -> View {
        let (mut left, mut top, mut right, mut bottom) = (1.0f64, 1.0f64, 0.0f64, 0.0f64);
        for place in places {
            let (x, y) = project(place.spot.longitude, place.spot.latitude);
            let reach = place.spot.radius.min(250.0) * kilometre(place.spot.latitude);
            (left, right) = (left.min(x - reach), right.max(x + reach));
            (top, bottom) = (top.min(y - reach), bottom.max(y + reach));
        }
        let scale = (WIDTH * 0.78 / (right - left).max(0.009))
            .min(HEIGHT * 0.72 / (bottom - top).max(0.006))
            .clamp(WIDTH / 1.2, CLOSEST);
        View {
            middle: ((left + right) / 2.0, (top + bottom) / 2.0),
            scale,
        }
    }

    fn pixels(&self, (x, y): Point) -> Point {
        (
            (x - self.middle.0) * self.scale + WIDTH / 2.0,
            (y - self.middle.1) * self.scale + HEIGHT / 2.0,
        )
    }

    /// What is seen of a country; points that no eye tells apart are one.
    fn path(&self, country: &Country) -> String {
        let [left, top, right, bottom] = country.bounds;
        let ((left, top), (right, bottom)) =
            (self.pixels((left, top)), self.pixels((right, bottom)));
        if right < 0.0 || bottom < 0.0 || left > WIDTH || top > HEIGHT {
            return String::new();
        }
        let mut path = String::new();
        for ring in &country.rings {
            let pixels = ring.iter().map(|point| self.pixels(*point)).collect();
            let mut last: Option<Point> = None;
            let mut kept = Vec::new();
            for point in clipped(pixels) {
                if last.is_none_or(|l: Point| (l.0 - point.0).hypot(l.1 - point.1) >= 0.8) {
                    kept.push(point);
                    last = Some(point);
                }
            }
            if kept.len() > 2 {
                let points: Vec<String> =
                    kept.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
                path.push_str(&format!("M{}Z", points.join("L")));
            }
        }
        path
    }
}

/// The part of a ring in the picture and a little around it (Sutherland and Hodgman's way, edge by edge).
fn clipped(mut ring: Vec<Point>) -> Vec<Point> {
    const ROOM: f64 = 8.0;
    type Cut = (fn(&Point) -> f64, fn(Point, Point, f64) -> Point);
    let at_x = |a: Point, b: Point, x: f64| (x, a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0));
    let at_y = |a: Point, b: Point, y: f64| (a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1), y);
    let edges: [(Cut, f64, f64); 4] = [
        ((|p| p.0, at_x), -ROOM, 1.0),
        ((|p| p.0, at_x), WIDTH + ROOM, -1.0),
        ((|p| p.1, at_y), -ROOM, 1.0),
        ((|p| p.1, at_y), HEIGHT + ROOM, -1.0),
    ];
    for ((of, cut), edge, sign) in edges {
        let inside = |point: &Point| (of(point) - edge) * sign >= 0.0;
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut before) = ring.last().copied() else {
            return ring;
        };
        for point in ring {
            if inside(&point) != inside(&before) {
                kept.push(cut(before, point, edge));
            }
            if inside(&point) {
                kept.push(point);
            }
            before = point;
        }
        ring = kept;
    }
    ring
}

/// The places without the few that lie far from all others, which would make the rest one heap.
fn usual(places: &[Place]) -> Vec<&Place> {
    if places.len() < MANY {
        return places.iter().collect();
    }
    let axes: [fn(&Place) -> f64; 2] = [
        |place| project(place.spot.longitude, place.spot.latitude).0,
        |place| project(place.spot.longitude, place.spot.latitude).1,
    ];
    let bounds = axes.map(|axis| {
        let weighed = places
            .iter()
            .flat_map(|place| std::iter::repeat_n(axis(place), place.events.min(50)));
        let mut weighed: Vec<f64> = weighed.collect();
        weighed.sort_by(f64::total_cmp);
        let at = |share: f64| weighed[((weighed.len() - 1) as f64 * share).round() as usize];
        (at(0.03), at(0.97))
    });
    let inside = |place: &&Place| {
        let mut ends = axes.iter().zip(bounds);
        ends.all(|(axis, (low, high))| (low..=high).contains(&axis(place)))
    };
    places.iter().filter(inside).collect()
}
