// A browser without pages: it keeps cookies and sends what a browser sends, over connections that stay open.
import { randomUUID } from "node:crypto";
import { request } from "node:http";

/** One request and its whole answer: `{ ms, status, headers, bytes, text }`. */
export function ask(agent, url, { method = "GET", headers = {}, body = "" } = {}) {
  const length = body === "" ? {} : { "content-length": Buffer.byteLength(body) };
  const began = performance.now();
  return new Promise((done, fail) => {
    const sent = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode: status, headers } = response;
        done({ ms: performance.now() - began, status, headers, bytes, text: bytes.toString("utf8") });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

/** Parameters as a form sends them. */
export function form(fields) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", headers, body: new URLSearchParams(fields).toString() };
}

export class Visitor {
  #cookies = new Map();

  constructor(origin, agent) {
    Object.assign(this, { origin, agent });
  }

  /** Asks for an address, redirects not followed. */
  async ask(address, { headers = {}, ...options } = {}) {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const all = cookie === "" ? headers : { ...headers, cookie };
    const answer = await ask(this.agent, new URL(address, this.origin), { ...options, headers: all });
    for (const line of answer.headers["set-cookie"] ?? []) this.#keep(line.split(";")[0]);
    return answer;
  }

  #keep(pair) {
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "") this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }

  /** A write of the portal; the answer has its `json` too. */
  async write(path, body) {
    const headers = {
      "content-type": "application/json",
      "sec-fetch-site": "same-origin", "x-requested-by": "edupass-portal", "idempotency-key": randomUUID(),
    };
    const answer = await this.ask(path, { method: "POST", headers, body: JSON.stringify(body) });
    return { ...answer, json: JSON.parse(answer.text || "{}") };
  }

  /** Signs in as the portal does, where no challenge is due; says where the browser goes next. */
  async signIn({ account, password }, authorization) {
    const opened = await this.write("/api/v1/flows/login", authorization ? { authorization } : {});
    if (opened.status !== 201) throw new Error(`no flow: ${opened.text}`);
    const { id, version } = opened.json;
    const step = { version, account, password, personal_device: false };
    const answer = await this.write(`/api/v1/flows/${id}/steps/password`, step);
    if (answer.status !== 200) throw new Error(`not signed in: ${answer.text}`);
    return answer.json.next.continue_to;
  }
}
