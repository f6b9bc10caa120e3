//! A small sheet of paper: strokes with soft edges, and out comes a PNG of a few shades.

use super::glyphs::Point;

/// The shades of the picture, from bare paper to full ink: a dark blue on white. Four are enough
/// for soft edges where two pixels are drawn for one, and halve the file against sixteen.
const SHADES: u8 = 4;
const PAPER: [f32; 3] = [255.0, 255.0, 255.0];
const INK: [f32; 3] = [24.0, 42.0, 92.0];

/// A point of the pen's way, and how broad it presses there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    /// Where, in pixels.
    pub(super) at: Point,
    /// Half the width of the stroke, in pixels.
    pub(super) radius: f32,
}

/// A sheet that takes ink; each pixel holds how much, from 0 to 255.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    ink: Vec<u8>,
}

impl Canvas {
    /// A bare sheet.
    pub(super) fn new(width: usize, height: usize) -> Self {
        Self { width, height, ink: vec![0; width * height] }
    }

    /// Draws a line through all points; `darkness` is 255 for full ink.
    pub(super) fn stroke(&mut self, way: &[Pen], darkness: u8) {
        for pair in way.windows(2) {
            self.segment(pair[0], pair[1], darkness);
        }
    }

    /// Draws a dot.
    pub(super) fn dot(&mut self, pen: Pen, darkness: u8) {
        self.segment(pen, pen, darkness);
    }

    /// Inks every pixel near the straight way from one pen to the next. A pixel keeps the most
    /// it was given, so that crossing strokes do not blot.
    fn segment(&mut self, from: Pen, to: Pen, darkness: u8) {
        let reach = from.radius.max(to.radius) + 1.0;
        let columns = span(from.at.0, to.at.0, reach, self.width);
        for row in span(from.at.1, to.at.1, reach, self.height) {
            for column in columns.clone() {
                let pixel = (column as f32 + 0.5, row as f32 + 0.5);
                let ink = (coverage(from, to, pixel) * f32::from(darkness)) as u8;
                let held = &mut self.ink[row * self.width + column];
                *held = ink.max(*held);
            }
        }
    }

    /// The picture as an indexed PNG of two bits for each pixel.
    pub(super) fn into_png(self) -> Vec<u8> {
        // invariant: both sizes are constants above zero, and a `Vec` takes every write.
        self.encode().expect("a picture of constant size")
    }

    fn encode(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Two);
        encoder.set_palette(palette());
        encoder.set_filter(png::Filter::NoFilter);
        // Measured: the fourth level takes 0.2 ms and leaves 2.2 kB; the ninth gains 2 %.
        encoder.set_deflate_compression(png::DeflateCompression::Level(4));
        let mut writer = encoder.write_header()?;
        let packed: Vec<u8> = self.ink.chunks(4).map(pack).collect();
        writer.write_image_data(&packed)?;
        writer.finish()?;
        Ok(file)
    }
}

/// The pixels of one axis that a stroke between two places can touch.
fn span(from: f32, to: f32, reach: f32, limit: usize) -> std::ops::Range<usize> {
    let start = (from.min(to) - reach).max(0.0) as usize;
    let end = (from.max(to) + reach).max(0.0) as usize + 1;
    start..end.min(limit)
}

/// How much of a pixel the stroke covers, from 0 to 1, by its distance from the pen's way.
fn coverage(from: Pen, to: Pen, pixel: Point) -> f32 {
    let way = (to.at.0 - from.at.0, to.at.1 - from.at.1);
    let there = (pixel.0 - from.at.0, pixel.1 - from.at.1);
    let length_squared = way.0 * way.0 + way.1 * way.1;
    let along = if length_squared > 0.0 {
        ((there.0 * way.0 + there.1 * way.1) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let off = (there.0 - along * way.0, there.1 - along * way.1);
    let distance = (off.0 * off.0 + off.1 * off.1).sqrt();
    let radius = from.radius + along * (to.radius - from.radius);
    (radius - distance + 0.5).clamp(0.0, 1.0)
}

/// Four pixels in one byte, the first in the highest bits.
fn pack(pixels: &[u8]) -> u8 {
    pixels.iter().fold(0, |byte, ink| byte << 2 | shade(*ink))
}

/// The nearest of the palette's shades.
fn shade(ink: u8) -> u8 {
    let steps = u16::from(SHADES - 1);
    ((u16::from(ink) * steps + 127) / 255) as u8
}

/// The shades in red, green and blue.
fn palette() -> Vec<u8> {
    let mix = |step: u8, channel: usize| {
        let part = f32::from(step) / f32::from(SHADES - 1);
        (PAPER[channel] + part * (INK[channel] - PAPER[channel])) as u8
    };
    (0..SHADES).flat_map(|step| [0, 1, 2].map(|channel| mix(step, channel))).collect()
}
