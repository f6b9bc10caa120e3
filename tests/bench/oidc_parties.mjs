// The two providers of oidc.mjs, and a service that asks both the same.
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { Agent } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { edupass } from "../support/programs.mjs";
import { PUPIL, TEACHER } from "../support/roster.mjs";
import { freePort, startServer } from "../support/server.mjs";
import { ask, form, Visitor } from "../support/visitor.mjs";

const PROVIDER = fileURLToPath(new URL("oidc_provider.mjs", import.meta.url));
const CALLBACK = "https://service.example/callback";
const SCOPE = "openid profile email";
const DISCOVERY = "/.well-known/openid-configuration";
/** One for all requests: the servers do their work, and the service none. */
const VERIFIER = randomBytes(32).toString("base64url");
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

/** How many ask at the same time. */
export const CONCURRENCY = 8;

/** A provider with a service at it. */
class Party {
  constructor({ issuer, pid, client, stop }) {
    Object.assign(this, { issuer, pid, client });
    this.agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
    const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
    this.basic = `Basic ${basic}`;
    this.stop = async () => {
      this.agent.destroy();
      await stop();
    };
  }

  /** What clients find by themselves, once. */
  async discover() {
    this.endpoints = JSON.parse((await this.discovery()).text);
    return this;
  }

  discovery() {
    return this.#answered(ask(this.agent, this.issuer + DISCOVERY));
  }

  keys() {
    return this.#answered(ask(this.agent, this.endpoints.jwks_uri));
  }

  visitor() {
    return new Visitor(this.issuer, this.agent);
  }

  /** Authorization, token and userinfo, in a browser that may be signed in. */
  async signIn(visitor, person) {
    const tokens = await this.#token({ grant_type: "authorization_code", code: await this.#code(visitor, person), redirect_uri: CALLBACK, code_verifier: VERIFIER });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const { text } = await this.#answered(ask(this.agent, this.endpoints.userinfo_endpoint, { headers }));
    if (!JSON.parse(text).email) throw new Error(`${this.issuer}: userinfo without an address: ${text}`);
    return tokens;
  }

  refresh(token) {
    return this.#token({ grant_type: "refresh_token", refresh_token: token });
  }

  async #code(visitor, person) {
    const asked = new URLSearchParams({
      response_type: "code", client_id: this.client.client_id, redirect_uri: CALLBACK, scope: SCOPE,
      state: "s", nonce: "n", code_challenge: CHALLENGE, code_challenge_method: "S256",
    });
    let next = `${this.endpoints.authorization_endpoint}?${asked}`;
    while (!next.startsWith(CALLBACK)) {
      const { pathname, searchParams } = new URL(next, this.issuer);
      const authorization = pathname === "/sign-in" && searchParams.get("authorization");
      if (authorization) {
        next = await visitor.signIn(person, authorization);
        continue;
      }
      const { status, headers, text } = await visitor.ask(next);
      if (status !== 303) throw new Error(`${next}: ${status} ${text.slice(0, 300)}`);
      next = headers.location;
    }
    const code = new URL(next).searchParams.get("code");
    if (!code) throw new Error(`no code: ${next}`);
    return code;
  }

  async #token(fields) {
    const request = form(fields);
    const headers = { ...request.headers, authorization: this.basic };
    const tokens = JSON.parse((await this.#answered(ask(this.agent, this.endpoints.token_endpoint, { ...request, headers }))).text);
    if (!tokens.id_token || !tokens.refresh_token) throw new Error(`${this.issuer}: tokens are missing`);
    return tokens;
  }

  async #answered(asking) {
    const answer = await asking;
    if (answer.status !== 200) throw new Error(`${this.issuer}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer;
  }
}

/** Ours: the release build with a database on disk. Nothing but the way of answering is measured: no challenge, no limit. */
export async function ours() {
  const server = await startServer({
    challenge: { policy: "off" },
    // An attempt counts before it is verified: one account that signs in several times at once would be locked.
    limits: { account_failures: 100, account_failures_disable: 1000 },
  });
  const words = ["--id", "bench", "--name", "測速", "--owner", "示範中心", "--address", "https://service.example/", "--redirect-uri", CALLBACK];
  const { stdout } = await edupass(server.settings, "service", "add", ...words, "--scopes", SCOPE, "--consent", "never", "--unlisted");
  const client = Object.fromEntries(stdout.trim().split("\n").map((line) => line.split(" ")));
  return new Party({ issuer: server.origin, pid: server.pid, client, stop: server.stop }).discover();
}

/** npm `oidc-provider`. */
export async function theirs() {
  const client = {
    client_id: randomBytes(16).toString("hex"), client_secret: randomBytes(32).toString("hex"), redirect_uris: [CALLBACK],
    grant_types: ["authorization_code", "refresh_token"], response_types: ["code"], token_endpoint_auth_method: "client_secret_basic",
  };
  const env = { ...process.env, NODE_ENV: "production", CLIENT: JSON.stringify(client) };
  const child = spawn(process.execPath, [PROVIDER, String(await freePort())], { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((end) => child.once("close", end));
  const { issuer } = await new Promise((listening, fail) => {
    createInterface({ input: child.stdout }).once("line", (line) => listening(JSON.parse(line)));
    child.once("close", (code) => fail(new Error(`oidc-provider ended with ${code}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return new Party({ issuer, pid: child.pid, client, stop }).discover();
}

/**
 * What is measured: each makes, for one of those who ask at the same time, a function that does it once.
 * The teacher signs in again and again, so that it does not end the pupil's sessions.
 */
export const OPERATIONS = {
  "discovery document": async (party) => () => party.discovery(),
  "keys (JWKS)": async (party) => () => party.keys(),
  "refresh": async (party) => {
    let { refresh_token: token } = await party.signIn(party.visitor(), PUPIL);
    return async () => ({ refresh_token: token } = await party.refresh(token));
  },
  "sign-in, session there": async (party) => {
    const visitor = party.visitor();
    await party.signIn(visitor, PUPIL);
    return () => party.signIn(visitor, PUPIL);
  },
  "sign-in with password": async (party) => () => party.signIn(party.visitor(), TEACHER),
};
