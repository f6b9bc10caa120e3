// Requests and answers of a real run as text that is the same in every run: what is random or secret
// gets a name, times keep their distances, and long addresses and bodies are broken at each parameter.
import { gunzipSync } from "node:zlib";

/** Headers that a service has to send or read. */
const SHOWN = {
  request: ["authorization", "content-type"],
  answer: ["cache-control", "content-encoding", "content-type", "location", "www-authenticate"],
};
const STATUS = { 200: "OK", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden" };
/** When everything happens: claims are told in seconds. */
const NOW_SECONDS = 1_793_500_000;
const TIMES = ["iat", "exp", "auth_time"];

export class Examples {
  #texts = new Map();
  #names = new Map();

  /** From now on and before, this value is shown as this name. */
  name(name, value) {
    if (!value) throw new Error(`nothing to call ${name}`);
    this.#names.set(value, name);
    return value;
  }

  add(title, text) {
    if (this.#texts.has(title)) throw new Error(`two examples are called ${title}`);
    this.#texts.set(title, text);
  }

  /** A request with its answer. */
  exchange(title, request, answer) {
    this.add(title, `${requestText(request)}\n\n${answerText(answer)}`);
  }

  /** What stands in a signed token, its signature aside. */
  token(title, { header, payload }) {
    this.add(title, pretty({ header, payload: moved(payload) }));
  }

  /** Every example by its title, as a block of the document. */
  blocks() {
    // Long values first: one may hold another.
    const names = [...this.#names].sort(([one], [other]) => other.length - one.length);
    const named = (text) => names.reduce((rest, [value, name]) => {
      const said = rest.replaceAll(value, name);
      return said.replaceAll(encodeURIComponent(value), encodeURIComponent(name));
    }, text);
    return new Map([...this.#texts].map(([title, text]) => [title, `\`\`\`\n${named(text)}\n\`\`\``]));
  }
}

/** A signed token, read and not verified. */
export function tokenParts(token) {
  const [header, payload] = token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8")));
  return { header, payload };
}

function requestText({ method = "GET", url, headers = {}, body = "" }) {
  const { origin, pathname, search } = new URL(url);
  const query = search ? `\n  ?${search.slice(1).replaceAll("&", "\n  &")}` : "";
  const lines = [`${method} ${pathname}${query}`, `Host: ${hostOf(origin)}`, ...headerLines(headers, SHOWN.request)];
  return body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${body.replaceAll("&", "\n&")}`;
}

/** The origin's name stands for the host too. */
const hostOf = (origin) => origin.replace(/^https?:\/\//, "");

function answerText({ status, headers, bytes }) {
  const lines = [`HTTP/1.1 ${status} ${STATUS[status]}`, ...headerLines(headers, SHOWN.answer)];
  const plain = headers["content-encoding"] === "gzip" ? gunzipSync(bytes) : bytes;
  const body = bodyText(plain.toString("utf8"), headers["content-type"] ?? "");
  return body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${body}`;
}

function headerLines(headers, shown) {
  const title = (name) => name.replace(/^www|(^|-)\w/g, (letters) => letters.toUpperCase());
  const broken = (name, value) => (name === "location" ? value.replace("?", "\n  ?").replaceAll("&", "\n  &") : value);
  return shown.filter((name) => headers[name]).map((name) => `${title(name)}: ${broken(name, headers[name])}`);
}

function bodyText(text, type) {
  if (type.startsWith("application/json")) return pretty(JSON.parse(text));
  // Of a page for people, its headings and the code that it shows.
  if (type.startsWith("text/html")) return [...text.matchAll(/<(h1|h2|code)>.*?<\/\1>/g)].map(([line]) => line).join("\n");
  return text;
}

/** JSON with a member a line, short lists and objects on one; times counted from a moment of our own. */
function pretty(value) {
  return laidOut(moved(value), "");
}

function moved(value) {
  if (typeof value?.iat !== "number") return value;
  const at = (name, seconds) => (name === "auth_time" ? NOW_SECONDS - 10 : NOW_SECONDS + seconds - value.iat);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, TIMES.includes(name) ? at(name, one) : one]));
}

const LINE_MAX = 100;

function laidOut(value, indent) {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  const isOuter = indent === "" && !Array.isArray(value);
  if (typeof value !== "object" || value === null || (!isOuter && flat.length + indent.length <= LINE_MAX)) return flat;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const members = Object.entries(value).map(([name, one]) => `${deeper}${isList ? "" : `${JSON.stringify(name)}: `}${laidOut(one, deeper)}`);
  if (members.length === 0) return flat;
  const [open, close] = isList ? "[]" : "{}";
  return `${open}\n${members.join(",\n")}\n${indent}${close}`;
}
