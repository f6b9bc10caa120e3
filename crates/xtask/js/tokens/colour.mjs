// Colours of the Design Tokens Color module 2025.10: checked, written as CSS, and their contrast.

const HEX = /^#[0-9a-f]{6}$/i;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const within = (least, most) => (value) => isNumber(value) && value >= least && value <= most;
const unit = within(0, 1);
const hundred = within(0, 100);
const angle = (value) => isNumber(value) && value >= 0 && value < 360;
const any = () => true;

/** The colour spaces that can be written, each with the ranges of its components. */
const SPACES = {
  srgb: [unit, unit, unit],
  "srgb-linear": [unit, unit, unit],
  hsl: [angle, hundred, hundred],
  oklab: [unit, any, any],
  oklch: [unit, (chroma) => isNumber(chroma) && chroma >= 0, angle],
};

/** Whether a value looks like a colour at all. */
export const isColour = (value) => typeof value === "object" && value !== null && Object.hasOwn(value, "colorSpace");

/** What is wrong with a colour, or nothing. */
export function colourProblem(value) {
  if (typeof value === "string" && HEX.test(value)) return `a colour is an object; write ${JSON.stringify(fromHex(value))}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `it is no colour (example: ${JSON.stringify(fromHex("#0b5a63"))})`;
  if (!Object.hasOwn(SPACES, value.colorSpace)) return `its colorSpace is ${JSON.stringify(value.colorSpace) ?? "missing"}; use ${Object.keys(SPACES).join(", ")}`;
  const ranges = SPACES[value.colorSpace];
  const { components, alpha, hex } = value;
  if (!Array.isArray(components) || components.length !== ranges.length) return "it needs three components";
  const off = components.findIndex((part, index) => part !== "none" && !(isNumber(part) && ranges[index](part)));
  if (off >= 0) return `its component ${off + 1} is ${JSON.stringify(components[off])}, outside the range of ${value.colorSpace}`;
  if (alpha !== undefined && !unit(alpha)) return `its alpha is ${JSON.stringify(alpha)}; choose 0 to 1`;
  if (hex === undefined) return false;
  if (typeof hex !== "string" || !HEX.test(hex)) return `its hex is ${JSON.stringify(hex)}; write six digits, as in #0b5a63`;
  const own = toHex(value);
  return own !== hex.toLowerCase() && `its components are ${own}, but its hex is ${hex}; write ${JSON.stringify(fromHex(hex, alpha))}`;
}

/** A colour object for `#rrggbb`. */
export function fromHex(hex, alpha) {
  const components = hex.slice(1).match(/../g).map((pair) => Number((parseInt(pair, 16) / 255).toFixed(4)));
  return { colorSpace: "srgb", components, ...(alpha === undefined ? {} : { alpha }), hex: hex.toLowerCase() };
}

/** Red, green and blue from 0 to 1, gamma-encoded. */
export function toRgb({ colorSpace, components }) {
  const [a, b, c] = components.map((part) => (part === "none" ? 0 : part));
  const rgb = {
    srgb: () => [a, b, c],
    "srgb-linear": () => [a, b, c].map(encoded),
    hsl: () => [0, 8, 4].map((n) => hslPart((n + a / 30) % 12, b / 100, c / 100)),
    oklab: () => fromOklab(a, b, c),
    oklch: () => fromOklab(a, b * Math.cos((c * Math.PI) / 180), b * Math.sin((c * Math.PI) / 180)),
  }[colorSpace]();
  return rgb.map((part) => Math.min(1, Math.max(0, part)));
}

const hslPart = (k, saturation, lightness) => lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));

/** OKLab to sRGB (CSS Color 4, 10.2). */
function fromOklab(lightness, a, b) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(encoded);
}

const encoded = (part) => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055);

const toHex = (colour) => "#" + toRgb(colour).map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("");

/** A colour as a style sheet says it. */
export function colourCss(colour) {
  const alpha = colour.alpha ?? 1;
  const hex = toHex(colour);
  if (alpha < 1) {
    const parts = hex.slice(1).match(/../g).map((pair) => parseInt(pair, 16));
    return `rgb(${parts.join(" ")} / ${Number((alpha * 100).toFixed(2))}%)`;
  }
  return /^#(.)\1(.)\2(.)\3$/.test(hex) ? `#${hex[1]}${hex[3]}${hex[5]}` : hex;
}

/** A colour laid over an opaque one, as red, green and blue from 0 to 1. */
export function over(top, ground) {
  const alpha = top.alpha ?? 1;
  return toRgb(top).map((part, index) => part * alpha + ground[index] * (1 - alpha));
}

/** The contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
export function ratio(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => Math.round(part * 255) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
