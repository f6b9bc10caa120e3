// A person at a browser without a page: it keeps cookies, follows redirects, and signs in by the API
// that the portal uses.
import { trusting } from "./tls.mjs";

/** What a browser says it wants when a person goes somewhere. */
const PAGES = "text/html,*/*;q=0.8";
const REDIRECTS = [301, 302, 303, 307, 308];
/** More than any sign-in takes. */
const REDIRECTS_MAX = 12;

export class CookieJar {
  /** By host: ports of one host share their cookies (RFC 6265 §8.5). */
  #hosts = new Map();
  #fetch;

  constructor(provider) {
    this.provider = provider;
    this.#fetch = trusting(provider.authority);
  }

  /** One request, with the cookies of its host. */
  async send(address, options = {}) {
    const url = new URL(address);
    const cookies = this.#hosts.get(url.hostname) ?? new Map();
    this.#hosts.set(url.hostname, cookies);
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { accept: PAGES, ...options.headers, ...(cookie && { cookie }) };
    const response = await this.#fetch(url, { ...options, headers });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  }

  /**
   * Opens an address and follows where it leads, up to one that begins with `until`, which is not
   * asked: `{ url, response }`.
   */
  async open(address, until = null, options = {}) {
    let url = new URL(address);
    let request = options;
    for (let hops = 0; hops < REDIRECTS_MAX; hops += 1) {
      if (until !== null && url.href.startsWith(until)) return { url, response: null };
      const response = await this.send(url, request);
      if (!REDIRECTS.includes(response.status)) return { url, response };
      url = new URL(response.headers.get("location"), url);
      request = {};
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects, the last to ${url.origin}${url.pathname}`);
  }

  /** From a service's request to sign in, through the portal's pages, to `until`. */
  async signIn(address, person, until = null) {
    let { url, response } = await this.open(address, until);
    if (url.pathname === "/sign-in") ({ url, response } = await this.open(await this.#password(url, person), until));
    if (url.pathname === "/consent") ({ url, response } = await this.open(await this.#agree(url), until));
    return { url, response };
  }

  /** Says who it is at the sign-in page, and where that leads. */
  async #password(page, { account, password }) {
    const authorization = page.searchParams.get("authorization");
    const flow = await this.#write("/api/v1/flows/login", { authorization });
    const digits = await this.provider.server.readDigits(flow.id);
    const challenge = { id: flow.challenge.id, digits };
    const step = { version: flow.version, account, password, challenge };
    const { next } = await this.#write(`/api/v1/flows/${flow.id}/steps/password`, step);
    return new URL(next.continue_to, page);
  }

  async #agree(page) {
    const id = page.searchParams.get("authorization");
    const { continue_to } = await this.#write(`/api/v1/authorizations/${id}/consent`, { approve: true });
    return new URL(continue_to, page);
  }

  /** Presses the sign-out of the account page. */
  async signOut() {
    await this.#write("/api/v1/session/sign-out", {});
  }

  /** Whether somebody is signed in at the provider. */
  async isSignedIn() {
    const response = await this.send(`${this.provider.server.origin}/api/v1/session`);
    return response.status === 200;
  }

  async #write(path, body) {
    const { origin } = this.provider.server;
    const headers = { origin, "content-type": "application/json", "x-requested-by": "edupass-portal" };
    const response = await this.send(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** The form of a page that is sent by itself (Form Post Response Mode §2): `{ action, body }`. */
export async function formOf(response) {
  const page = await response.text();
  const [, action] = page.match(/<form method="post" action="([^"]*)">/);
  const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return { action, body: new URLSearchParams(fields.map(([, name, value]) => [name, value])) };
}

function keep(cookies, line) {
  const [pair, ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  const isOver = attributes.some((attribute) => /^max-age=0$|^expires=thu, 01.jan.1970/i.test(attribute));
  if (isOver) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}
