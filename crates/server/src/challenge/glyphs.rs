//! The shapes of the ten digits, as a teacher writes them on the board: a few strokes each.

/// A place in a digit's own box: `x` from 0 to about 0.64, `y` from 0 (top) to 1 (baseline).
pub(super) type Point = (f32, f32);

/// How a stroke runs from point to point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stroke {
    /// In straight lines with corners.
    Straight(&'static [Point]),
    /// In one smooth curve through every point.
    Curved(&'static [Point]),
}

/// How wide a digit's box is, where its height is 1.
pub(super) const WIDTH: f32 = 0.64;

/// Straight pieces that stand for one bend of a curve; more cannot be told apart at our size.
const PIECES_PER_BEND: u8 = 5;

/// The strokes of a digit. Anything that is no digit has none.
pub(super) const fn strokes(digit: char) -> &'static [Stroke] {
    match digit {
        '0' => &ZERO,
        '1' => &ONE,
        '2' => &TWO,
        '3' => &THREE,
        '4' => &FOUR,
        '5' => &FIVE,
        '6' => &SIX,
        '7' => &SEVEN,
        '8' => &EIGHT,
        '9' => &NINE,
        _ => &[],
    }
}

impl Stroke {
    /// The stroke's own points, to be moved about before [`Stroke::trace`] joins them.
    pub(super) const fn points(self) -> &'static [Point] {
        match self {
            Self::Straight(points) | Self::Curved(points) => points,
        }
    }

    /// Joins points the way this stroke runs; the result is drawn in straight pieces.
    pub(super) fn trace(self, points: &[Point]) -> Vec<Point> {
        match self {
            Self::Straight(_) => points.to_vec(),
            Self::Curved(_) => curve(points),
        }
    }
}

/// A Catmull-Rom spline: it passes through every point and needs no handles.
fn curve(points: &[Point]) -> Vec<Point> {
    let Some(&first) = points.first() else {
        return Vec::new();
    };
    let at = |index: usize| points[index.min(points.len() - 1)];
    let mut path = vec![first];
    for index in 0..points.len() - 1 {
        let around = [at(index.saturating_sub(1)), at(index), at(index + 1), at(index + 2)];
        path.extend((1..=PIECES_PER_BEND).map(|piece| {
            let t = f32::from(piece) / f32::from(PIECES_PER_BEND);
            let coordinate = |pick: fn(Point) -> f32| bend(around.map(pick), t);
            (coordinate(|point| point.0), coordinate(|point| point.1))
        }));
    }
    path
}

/// One coordinate of the spline between the second and the third of four neighbours.
fn bend([before, from, to, after]: [f32; 4], t: f32) -> f32 {
    let linear = to - before;
    let square = 2.0 * before - 5.0 * from + 4.0 * to - after;
    let cubic = 3.0 * (from - to) + after - before;
    0.5 * (2.0 * from + t * (linear + t * (square + t * cubic)))
}

use Stroke::{Curved, Straight};

const ZERO: [Stroke; 1] = [Curved(&[
    (0.31, 0.00),
    (0.12, 0.12),
    (0.03, 0.38),
    (0.03, 0.62),
    (0.12, 0.88),
    (0.31, 1.00),
    (0.50, 0.88),
    (0.59, 0.62),
    (0.59, 0.38),
    (0.50, 0.12),
    (0.31, 0.00),
])];
const ONE: [Stroke; 1] = [Straight(&[(0.12, 0.24), (0.36, 0.00), (0.36, 1.00)])];
const TWO: [Stroke; 2] = [
    Curved(&[
        (0.04, 0.26),
        (0.12, 0.07),
        (0.32, 0.00),
        (0.52, 0.08),
        (0.57, 0.28),
        (0.45, 0.53),
        (0.22, 0.79),
        (0.03, 1.00),
    ]),
    Straight(&[(0.03, 1.00), (0.61, 1.00)]),
];
const THREE: [Stroke; 2] = [
    Curved(&[(0.04, 0.13), (0.27, 0.00), (0.51, 0.09), (0.53, 0.31), (0.40, 0.44), (0.20, 0.47)]),
    Curved(&[(0.20, 0.47), (0.46, 0.53), (0.59, 0.72), (0.51, 0.92), (0.27, 1.00), (0.02, 0.87)]),
];
const FOUR: [Stroke; 1] = [Straight(&[(0.45, 1.00), (0.45, 0.00), (0.01, 0.68), (0.64, 0.68)])];
const FIVE: [Stroke; 2] = [
    Straight(&[(0.56, 0.00), (0.13, 0.00), (0.08, 0.47)]),
    Curved(&[
        (0.08, 0.47),
        (0.29, 0.38),
        (0.51, 0.46),
        (0.60, 0.68),
        (0.50, 0.91),
        (0.26, 1.00),
        (0.02, 0.88),
    ]),
];
const SIX: [Stroke; 1] = [Curved(&[
    (0.51, 0.01),
    (0.27, 0.14),
    (0.08, 0.42),
    (0.03, 0.71),
    (0.13, 0.94),
    (0.32, 1.00),
    (0.52, 0.91),
    (0.60, 0.70),
    (0.51, 0.50),
    (0.32, 0.44),
    (0.13, 0.52),
    (0.04, 0.68),
])];
const SEVEN: [Stroke; 2] = [
    Straight(&[(0.03, 0.00), (0.60, 0.00)]),
    Curved(&[(0.60, 0.00), (0.44, 0.28), (0.31, 0.60), (0.23, 1.00)]),
];
const EIGHT: [Stroke; 2] = [
    Curved(&[
        (0.31, 0.46),
        (0.12, 0.37),
        (0.09, 0.16),
        (0.31, 0.00),
        (0.53, 0.16),
        (0.50, 0.37),
        (0.31, 0.46),
    ]),
    Curved(&[
        (0.31, 0.46),
        (0.08, 0.57),
        (0.03, 0.79),
        (0.14, 0.95),
        (0.31, 1.00),
        (0.48, 0.95),
        (0.59, 0.79),
        (0.54, 0.57),
        (0.31, 0.46),
    ]),
];
const NINE: [Stroke; 1] = [Curved(&[
    (0.58, 0.31),
    (0.49, 0.48),
    (0.31, 0.55),
    (0.11, 0.48),
    (0.03, 0.28),
    (0.11, 0.08),
    (0.31, 0.00),
    (0.50, 0.07),
    (0.59, 0.29),
    (0.58, 0.58),
    (0.50, 0.84),
    (0.36, 1.00),
])];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_has_its_own_strokes_inside_its_box() {
        for digit in '0'..='9' {
            let others = ('0'..='9').filter(|other| *other != digit);
            assert!(!strokes(digit).is_empty(), "{digit} has no stroke");
            assert!(others.into_iter().all(|other| strokes(other) != strokes(digit)));
            for (x, y) in strokes(digit).iter().flat_map(|stroke| stroke.points()) {
                assert!((0.0..=WIDTH).contains(x) && (0.0..=1.0).contains(y));
            }
        }
        assert!(strokes('a').is_empty());
    }

    #[test]
    fn curve_passes_through_its_ends() {
        let Curved(points) = SEVEN[1] else {
            unreachable!("the leg of the seven is a curve");
        };
        let path = SEVEN[1].trace(points);
        assert_eq!(path.first(), points.first());
        let (Some(drawn), Some(meant)) = (path.last(), points.last()) else {
            unreachable!("neither is empty");
        };
        assert!((drawn.0 - meant.0).abs() < 1e-4 && (drawn.1 - meant.1).abs() < 1e-4);
    }
}
