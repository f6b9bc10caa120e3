//! Draws a picture of digits that a first-grader reads at once and a simple script does not.
//!
//! It raises the cost of bulk scripts and proves nothing more; the limits of the sign-in carry
//! the security. The paper is white and opaque, so the picture stands on a dark page as well.

use rand::Rng;

use super::canvas::{Canvas, Pen};
use super::glyphs::{self, Point};

/// The picture's width in CSS pixels.
pub const WIDTH_PX: u32 = 180;
/// The picture's height in CSS pixels.
pub const HEIGHT_PX: u32 = 56;

/// Pixels drawn for each CSS pixel, for the dense screens of tablets.
const DENSITY: u32 = 2;
const SHEET: (f32, f32) = ((WIDTH_PX * DENSITY) as f32, (HEIGHT_PX * DENSITY) as f32);
const MARGIN_X: f32 = 16.0;

/// Full ink for digits, less for what disturbs: it must never turn a 3 into an 8.
const INK_OF_DIGITS: u8 = 255;
const INK_OF_ARCS: u8 = 96;
const INK_OF_DOTS: u8 = 128;

/// A drawn challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file, drawn at twice the size it is shown at.
    pub png: Vec<u8>,
    /// How wide to show it, in CSS pixels.
    pub width: u32,
    /// How high to show it, in CSS pixels.
    pub height: u32,
}

/// Draws digits, one beside the other, each a little askew.
#[must_use]
pub fn draw(digits: &str, rng: &mut impl Rng) -> Picture {
    let mut canvas = Canvas::new((WIDTH_PX * DENSITY) as usize, (HEIGHT_PX * DENSITY) as usize);
    disturb(&mut canvas, rng);
    let slot = (SHEET.0 - 2.0 * MARGIN_X) / digits.chars().count().max(1) as f32;
    for (place, digit) in digits.chars().enumerate() {
        let center = MARGIN_X + slot * (place as f32 + 0.5);
        draw_digit(&mut canvas, digit, &Pose::draw(center, slot, rng), rng);
    }
    Picture { png: canvas.into_png(), width: WIDTH_PX, height: HEIGHT_PX }
}

/// How one digit stands on the sheet.
struct Pose {
    center: Point,
    size: f32,
    stretch: f32,
    slant: f32,
    turn: (f32, f32),
    pens: (f32, f32),
}

impl Pose {
    fn draw(center: f32, slot: f32, rng: &mut impl Rng) -> Self {
        let size = rng.random_range(68.0..=82.0_f32).min(slot / 0.76);
        // Three digits have more room than they need: let them wander in it, but never touch.
        let room = (slot - 0.72 * size).max(0.0);
        let slack_y = (SHEET.1 - size) / 2.0 - 12.0;
        Self {
            center: (
                center + rng.random_range(-0.3..=0.3) * room,
                SHEET.1 / 2.0 + rng.random_range(-1.0..=1.0) * slack_y,
            ),
            size,
            stretch: rng.random_range(0.94..=1.08) * (slot / (0.72 * size)).min(1.1),
            slant: rng.random_range(-0.16..=0.16),
            turn: rng.random_range(-0.17..=0.17_f32).sin_cos(),
            pens: (rng.random_range(3.1..=4.7), rng.random_range(3.1..=4.7)),
        }
    }

    /// From the digit's own box to the sheet.
    fn place(&self, (x, y): Point) -> Point {
        let up = 0.5 - y;
        let x = (x - glyphs::WIDTH / 2.0) * self.stretch + up * self.slant;
        let (sin, cos) = self.turn;
        (self.center.0 + self.size * (x * cos + up * sin), self.center.1 + self.size * (x * sin - up * cos))
    }
}

fn draw_digit(canvas: &mut Canvas, digit: char, pose: &Pose, rng: &mut impl Rng) {
    for stroke in glyphs::strokes(digit) {
        let shaken: Vec<Point> = stroke.points().iter().map(|point| shake(*point, rng)).collect();
        let path: Vec<Point> = stroke.trace(&shaken).into_iter().map(|point| pose.place(point)).collect();
        canvas.stroke(&press(&path, pose.pens), INK_OF_DIGITS);
    }
}

/// Moves a point by as much as an unsteady hand does.
fn shake((x, y): Point, rng: &mut impl Rng) -> Point {
    (x + rng.random_range(-0.014..=0.014), y + rng.random_range(-0.014..=0.014))
}

/// Lets the stroke swell or thin out on its way.
fn press(path: &[Point], (first, last): (f32, f32)) -> Vec<Pen> {
    let steps = path.len().saturating_sub(1).max(1) as f32;
    let radius = |index: usize| first + (last - first) * index as f32 / steps;
    path.iter().enumerate().map(|(index, at)| Pen { at: *at, radius: radius(index) }).collect()
}

/// Pale arcs across the whole sheet, and dots.
fn disturb(canvas: &mut Canvas, rng: &mut impl Rng) {
    for _ in 0..3 {
        let radius = rng.random_range(1.0..=1.7);
        canvas.stroke(&press(&arc(rng), (radius, radius)), INK_OF_ARCS);
    }
    for _ in 0..16 {
        let at = (rng.random_range(0.0..SHEET.0), rng.random_range(0.0..SHEET.1));
        canvas.dot(Pen { at, radius: rng.random_range(0.9..=2.0) }, INK_OF_DOTS);
    }
}

/// A bent line from the left edge to the right one.
fn arc(rng: &mut impl Rng) -> Vec<Point> {
    let mut height = || rng.random_range(0.0..SHEET.1);
    let (from, through, to) = (height(), height(), height());
    (0..=24_u8)
        .map(|step| {
            let t = f32::from(step) / 24.0;
            let rest = 1.0 - t;
            let y = rest * rest * from + 2.0 * rest * t * through + t * t * to;
            (t * SHEET.0, y)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    const BYTES_MAX: usize = 3_500;

    /// The palette's indices, one for each pixel.
    fn pixels(file: &[u8]) -> (u32, u32, Vec<u8>) {
        let decoder = png::Decoder::new(std::io::Cursor::new(file));
        let mut reader = decoder.read_info().expect("a header");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        let unpack = |byte: u8| [byte >> 6, byte >> 4 & 3, byte >> 2 & 3, byte & 3];
        (info.width, info.height, bytes.into_iter().flat_map(unpack).collect())
    }

    proptest! {
        #[test]
        fn picture_is_a_small_png_of_its_size(digits in "[0-9]{3,6}", seed: u64) {
            let picture = draw(&digits, &mut StdRng::seed_from_u64(seed));
            let (width, height, pixels) = pixels(&picture.png);
            prop_assert_eq!((width, height), (WIDTH_PX * DENSITY, HEIGHT_PX * DENSITY));
            prop_assert!(picture.png.len() < BYTES_MAX, "{} bytes", picture.png.len());
            let inked = pixels.iter().filter(|shade| **shade == 3).count();
            prop_assert!(inked > 250 * digits.len(), "{} dark pixels", inked);
            prop_assert!(inked < pixels.len() / 3, "{} dark pixels", inked);
        }

        #[test]
        fn no_digit_leaves_the_sheet(digits in "[0-9]{3,6}", seed: u64) {
            let picture = draw(&digits, &mut StdRng::seed_from_u64(seed));
            let (width, height, pixels) = pixels(&picture.png);
            let edge = |at: usize| {
                let (column, row) = (at as u32 % width, at as u32 / width);
                column == 0 || row == 0 || column + 1 == width || row + 1 == height
            };
            let dark_at_edge =
                pixels.iter().enumerate().any(|(at, shade)| *shade == 3 && edge(at));
            prop_assert!(!dark_at_edge);
        }
    }

    #[test]
    fn every_digit_looks_different_and_never_the_same_twice() {
        let mut rng = StdRng::seed_from_u64(3);
        let all: Vec<String> = ('0'..='9').map(|digit| digit.to_string().repeat(3)).collect();
        let same_hand = |digits: &str| draw(digits, &mut StdRng::seed_from_u64(1)).png;
        for (index, one) in all.iter().enumerate() {
            assert!(all[index + 1..].iter().all(|other| same_hand(one) != same_hand(other)));
            assert_ne!(draw(one, &mut rng), draw(one, &mut rng));
        }
    }
}
