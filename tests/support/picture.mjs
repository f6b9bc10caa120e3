// Pictures that are small and the same from run to run: half the size or less, no more than sixteen colours,
// the most frequent of them exact, so that a token that changes is seen.
import { deflateSync } from "node:zlib";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const COLOURS_MAX = 16;
/** How much of a picture may differ. Glyphs of one font come out alike; a moved control does not. */
const SHARE_MAX = 0.0005;
/** How far apart two colours may be (pixelmatch); the tint of a token that changes is further. */
const THRESHOLD = 0.01;

/** What Chromium paints of the page's first `width` by `height` CSS pixels, smaller by `scale`. */
export async function photograph(cdp, { width, height }, { scale, format }) {
  const clip = { x: 0, y: 0, width, height, scale };
  const quality = format === "png" ? {} : { quality: 60 };
  const { data } = await cdp.send("Page.captureScreenshot", { format, clip, captureBeyondViewport: true, optimizeForSpeed: format === "png", ...quality });
  return Buffer.from(data, "base64");
}

/** A picture in few colours: `{ width, height, palette, places }`. */
export function reduce(png) {
  const { width, height, data } = PNG.sync.read(png);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choose(counts);
  const nearest = new Map();
  const places = new Uint8Array(width * height);
  for (let at = 0; at < places.length; at += 1) {
    const colour = (data[at * 4] << 16) | (data[at * 4 + 1] << 8) | data[at * 4 + 2];
    if (!nearest.has(colour)) nearest.set(colour, closest(palette, colour));
    places[at] = nearest.get(colour);
  }
  return { width, height, palette, places };
}

/** The most frequent colours; of the rest, those that are far from all that are chosen. */
function choose(counts) {
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  const palette = byCount.slice(0, COLOURS_MAX / 4);
  for (const least of [48, 24, 12, 0]) {
    for (const colour of byCount) {
      if (palette.length === COLOURS_MAX) return palette;
      if (palette.every((chosen) => distance(chosen, colour) > least)) palette.push(colour);
    }
  }
  return palette;
}

const channels = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function distance(one, other) {
  const [a, b] = [channels(one), channels(other)];
  return Math.max(...a.map((value, at) => Math.abs(value - b[at])));
}

function closest(palette, colour) {
  let best = 0;
  for (let at = 1; at < palette.length; at += 1) {
    if (distance(palette[at], colour) < distance(palette[best], colour)) best = at;
  }
  return best;
}

/** The picture as a PNG with a palette (PNG, third edition, §11.2.2), two pixels a byte. */
export function encode({ width, height, palette, places }) {
  const length = Math.ceil(width / 2) + 1;
  const rows = Buffer.alloc(length * height);
  for (let at = 0; at < places.length; at += 1) {
    const [row, column] = [Math.floor(at / width), at % width];
    rows[row * length + 1 + (column >> 1)] |= places[at] << (column % 2 === 0 ? 4 : 0);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([4, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(channels));
  const chunks = [["IHDR", header], ["PLTE", colours], ["IDAT", deflateSync(rows, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks.map(([name, content]) => chunk(name, content))]);
}

function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
}

const CRC = Array.from({ length: 256 }, (_, value) => {
  let rest = value;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest >>> 0;
});

function crc(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = CRC[(rest ^ byte) & 255] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** What is different between two PNGs: an empty text, or how much. */
export function difference(approved, present) {
  const [one, other] = [PNG.sync.read(approved), PNG.sync.read(present)];
  if (one.width !== other.width || one.height !== other.height) {
    return `it was ${one.width} by ${one.height} and is ${other.width} by ${other.height}`;
  }
  const count = pixelmatch(one.data, other.data, null, one.width, one.height, { threshold: THRESHOLD, includeAA: false });
  const share = count / (one.width * one.height);
  return share <= SHARE_MAX ? "" : `${count} points differ (${(share * 100).toFixed(2)} %)`;
}
