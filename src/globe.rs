//! Points on the Earth, taken for a sphere.

/// Mean radius of the Earth in kilometres.
const EARTH: f64 = 6371.009;

/// Latitude and longitude in degrees.
pub(crate) type Point = (f64, f64);

/// Kilometres between two points (haversine).
pub(crate) fn kilometres(a: Point, b: Point) -> f64 {
    let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let slant = a.0.to_radians().cos() * b.0.to_radians().cos();
    let chord = half(a.0, b.0) + slant * half(a.1, b.1);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

/// The point so many kilometres away, in a direction given in degrees clockwise from north.
pub(crate) fn away(from: Point, bearing: f64, kilometres: f64) -> Point {
    let (lat, turn, arc) = (
        from.0.to_radians(),
        bearing.to_radians(),
        kilometres / EARTH,
    );
    let to = (lat.sin() * arc.cos() + lat.cos() * arc.sin() * turn.cos()).asin();
    let east = (turn.sin() * arc.sin() * lat.cos()).atan2(arc.cos() - lat.sin() * to.sin());
    let long = from.1 + east.to_degrees();
    (to.to_degrees(), (long + 540.0).rem_euclid(360.0) - 180.0)
}

/// To a hundredth, which in degrees is about a kilometre.
pub(crate) fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::{away, kilometres};

    #[test]
    fn distances_are_those_of_a_globe() {
        let far = |a, b| kilometres(a, b).round();
        assert_eq!(far((0.0, 0.0), (0.0, 1.0)), 111.0);
        assert_eq!(far((60.0, 0.0), (60.0, 1.0)), 56.0);
        assert_eq!(far((0.0, 179.5), (0.0, -179.5)), 111.0);
        assert_eq!(far((0.0, 0.0), (0.0, 180.0)), 20_015.0);
        assert_eq!(far((35.86, 36.81), (35.86, 36.81)), 0.0);
    }

    #[test]
    fn what_is_away_is_so_far() {
        for bearing in [0.0, 45.0, 90.0, 180.0, 300.0] {
            let to = away((35.86, 179.9), bearing, 50.0);
            assert!((kilometres((35.86, 179.9), to) - 50.0).abs() < 0.01);
            assert!(to.1.abs() <= 180.0);
        }
        assert!(away((10.0, 10.0), 90.0, 10.0).1 > 10.0);
    }
}
