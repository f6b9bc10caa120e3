// Writes the examples of docs/relying-parties.md: `node tests/tools/relying_parties.mjs`, after a build.
//
// A real server is asked as a service asks it, for invented people; what stands between the document's
// `<!-- example: NAME -->` and `<!-- end -->` is what was sent and answered.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createLocalJWKSet, jwtVerify } from "jose";
import { Examples, tokenParts } from "../support/examples.mjs";
import { edupass } from "../support/programs.mjs";
import { PUPIL } from "../support/roster.mjs";
import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";
import { ask, form, Visitor } from "../support/visitor.mjs";

export const DOCUMENT = fileURLToPath(new URL("../../docs/relying-parties.md", import.meta.url));
const MARKED = /(<!-- example: (.+?) -->\n)[^]*?(<!-- end -->)/g;

/** Whom the document calls the provider and the service. */
const PROVIDER = "sso.example";
const SERVICE = "https://learn.example";
const CALLBACK = `${SERVICE}/callback`;
const SIGNED_OUT = `${SERVICE}/signed-out`;
const SCOPES = "openid profile email openid2 eduinfo relation guid personid educloudroles";
const VERIFIER = "a-random-value-of-43-to-128-characters-is-made-here";
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");
const WRONG = "WRONG_SECRET";
/** Of the demo's people: she teaches three classes. */
const TEACHER = { account: "teacher.chen", password: "Teapot+Ladder63" };

/** The document with these examples; one that it does not ask for, or asks for in vain, is an error. */
export function filled(text, blocks) {
  const unused = new Set(blocks.keys());
  const document = text.replace(MARKED, (_, begin, title, end) => {
    if (!unused.delete(title)) throw new Error(`there is no example "${title}", or it stands twice`);
    return `${begin}${blocks.get(title)}\n${end}`;
  });
  if (unused.size > 0) throw new Error(`the document has no place for: ${[...unused].join(", ")}`);
  return document;
}

/** Every example, from a run of its own. */
export async function examples() {
  const server = await startServer({ challenge: { policy: "off" } });
  const told = await listen();
  const agent = new Agent({ keepAlive: true });
  try {
    return (await new Run(server, told, agent).go()).blocks();
  } finally {
    agent.destroy();
    told.close();
    await server.stop();
  }
}

/** Where the service is told of sign-outs; it keeps the first. */
async function listen() {
  let arrived;
  const first = new Promise((done) => (arrived = done));
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    response.end();
    arrived({ method: request.method, headers: request.headers, body });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${server.address().port}/back-channel-logout`;
  return { address, first, close: () => server.close() };
}

class Run {
  constructor(server, told, agent) {
    Object.assign(this, { server, told, agent, shown: new Examples() });
    this.shown.name(`https://${PROVIDER}`, server.origin);
    this.shown.name(PROVIDER, new URL(server.origin).host);
    this.shown.name(`${SERVICE}/back-channel-logout`, told.address);
    this.shown.name(new URL(SERVICE).host, new URL(told.address).host);
  }

  async go() {
    await this.#register();
    await this.#discover();
    const visitor = new Visitor(this.server.origin, this.agent);
    const tokens = await this.#signIn(visitor);
    const newer = await this.#refresh(tokens);
    await this.#resources(newer);
    await this.#teacher();
    await this.#packed(visitor);
    await this.#claims(visitor);
    await this.#refusals(visitor);
    await this.#tokensTold(visitor);
    await this.#signOut(visitor);
    return this.shown;
  }

  async #register() {
    const words = [
      ["--id", "learn"], ["--name", "步步學"], ["--name-en", "Stepwise"], ["--owner", "示範中心"], ["--address", SERVICE],
      ["--redirect-uri", CALLBACK], ["--post-logout-uri", SIGNED_OUT], ["--back-channel-logout-uri", this.told.address],
      ["--scopes", `"${SCOPES}"`], ["--guid", "keyed"],
    ];
    this.client = await this.#service(words);
    this.shown.name("CLIENT_ID", this.client.client_id);
    this.shown.name("CLIENT_SECRET", this.client.client_secret);
    const command = words.map((pair) => `  ${pair.join(" ")}`).join(" \\\n");
    this.shown.add("register", `$ edupass service add \\\n${command}\n${this.client.said}`);
    const { stdout } = await edupass(this.server.settings, "service", "show", this.client.client_id);
    this.shown.add("registration", `$ edupass service show ${this.client.client_id}\n${stdout.trim()}`);
  }

  async #service(words) {
    const given = words.flat().map((word) => word.replaceAll('"', ""));
    const { stdout } = await edupass(this.server.settings, "service", "add", ...given);
    const said = stdout.trim();
    return { ...Object.fromEntries(said.split("\n").map((line) => line.split(" "))), said };
  }

  /** Asks and shows it under the title, if there is one. */
  async #ask(title, path, options = {}) {
    const url = new URL(path, this.server.origin).href;
    const answer = await ask(this.agent, url, options);
    if (title) this.shown.exchange(title, { url, ...options }, answer);
    return answer;
  }

  async #discover() {
    await this.#ask("discovery", "/.well-known/openid-configuration");
    const answer = await this.#ask("keys", "/oidc/v1/jwksets");
    this.jwks = JSON.parse(answer.text);
    for (const { kid, alg, ...jwk } of this.jwks.keys) {
      this.shown.name(`KEY_ID_${alg}`, kid);
      for (const name of ["n", "x", "y"]) if (jwk[name]) this.shown.name(`PUBLIC_${name.toUpperCase()}`, jwk[name]);
    }
    await this.#ask("school", `/moeresource/api/v2/eduoid/all/eduid/${PUPIL.school_code}`);
  }

  /** The address of a request for a sign-in. */
  #asking(changed = {}, client = this.client) {
    const plain = {
      response_type: "code", client_id: client.client_id, redirect_uri: CALLBACK, scope: SCOPES,
      state: "STATE", nonce: "NONCE", code_challenge: CHALLENGE, code_challenge_method: "S256",
    };
    return `${this.server.origin}/oidc/v1/azp?${new URLSearchParams({ ...plain, ...changed })}`;
  }

  /** A whole sign-in of the pupil, with the page that asks whether she agrees. */
  async #signIn(visitor) {
    const url = this.#asking();
    const begun = await visitor.ask(url);
    const id = this.shown.name("REQUEST", requestOf(begun));
    this.shown.exchange("authorize", { url }, begun);
    const back = await visitor.signIn(PUPIL, id);
    const answer = await visitor.ask(await this.#agree(visitor, await visitor.ask(back), id));
    const code = this.shown.name("CODE", codeOf(answer));
    this.shown.exchange("authorize answer", { url: new URL(back, this.server.origin).href }, answer);
    const tokens = await this.#token("token", this.#byCode(code));
    for (const name of ["access_token", "refresh_token", "id_token"]) this.shown.name(name.toUpperCase(), tokens[name]);
    await this.#idToken("ID token", tokens.id_token);
    return tokens;
  }

  async #agree(visitor, answer, id) {
    if (!answer.headers.location.startsWith("/consent?")) throw new Error(`nobody was asked: ${answer.headers.location}`);
    return (await visitor.write(`/api/v1/authorizations/${id}/consent`, { approve: true })).json.continue_to;
  }

  #byCode(code) {
    return { grant_type: "authorization_code", code, redirect_uri: CALLBACK, code_verifier: VERIFIER };
  }

  /** A form of the service with its secret in the header. */
  #form(fields, { client_id: id, client_secret: secret } = this.client) {
    const basic = Buffer.from(`${id}:${secret}`).toString("base64");
    this.shown.name(`BASE64(CLIENT_ID:${secret === WRONG ? WRONG : "CLIENT_SECRET"})`, basic);
    const { headers, ...rest } = form(fields);
    return { ...rest, headers: { ...headers, authorization: `Basic ${basic}` } };
  }

  async #token(title, fields, client) {
    return JSON.parse((await this.#ask(title, "/oidc/v1/token", this.#form(fields, client))).text);
  }

  /** Shown only if its signature is that of a published key. */
  async #idToken(title, token) {
    await jwtVerify(token, createLocalJWKSet(this.jwks), { issuer: this.server.origin, audience: this.client.client_id });
    const { header, payload } = tokenParts(token);
    this.shown.name("SUB", payload.sub);
    this.shown.name("SID", payload.sid);
    this.shown.name("AT_HASH", payload.at_hash);
    this.shown.token(title, { header, payload });
    return payload;
  }

  /** The tokens of a further sign-in in a browser that is signed in. */
  async #tokens(visitor, changed = {}, client = this.client) {
    const answer = await visitor.ask(this.#asking(changed, client));
    return this.#token(null, this.#byCode(codeOf(answer)), client);
  }

  async #refresh({ refresh_token: token }) {
    const tokens = await this.#token("refresh", { grant_type: "refresh_token", refresh_token: token });
    this.shown.name("NEXT_ACCESS_TOKEN", tokens.access_token);
    this.shown.name("NEXT_REFRESH_TOKEN", tokens.refresh_token);
    this.shown.name("NEXT_ID_TOKEN", tokens.id_token);
    return tokens;
  }

  #resource(title, path, { access_token: token }) {
    return this.#ask(title, path, { headers: { authorization: `Bearer ${token}` } });
  }

  async #resources(tokens) {
    await this.#resource("userinfo", "/oidc/v1/userinfo", tokens);
    await this.#resource("eduinfo 1", "/moeresource/api/v1/oidc/eduinfo", tokens);
    await this.#resource("eduinfo 2", "/moeresource/api/v2/oidc/eduinfo", tokens);
    await this.#resource("relation of a pupil", "/moeresource/api/v2/oidc/relation", tokens);
    const guid = await this.#resource("guid", "/cncresource/api/v1/guid", tokens);
    this.shown.name("GUID", JSON.parse(guid.text).guid);
    const personid = await this.#resource("personid", "/cncresource/api/v1/personid", tokens);
    this.shown.name("PERSONID", JSON.parse(personid.text).personid);
  }

  async #teacher() {
    const visitor = new Visitor(this.server.origin, this.agent);
    const id = requestOf(await visitor.ask(this.#asking()));
    const next = await this.#agree(visitor, await visitor.ask(await visitor.signIn(TEACHER, id)), id);
    const tokens = await this.#token(null, this.#byCode(codeOf(await visitor.ask(next))));
    this.shown.name("TEACHERS_ACCESS_TOKEN", tokens.access_token);
    this.shown.name("TEACHERS_SUB", tokenParts(tokens.id_token).payload.sub);
    await this.#resource("eduinfo of a teacher", "/moeresource/api/v2/oidc/eduinfo", tokens);
    await this.#resource("relation", "/moeresource/api/v2/oidc/relation", tokens);
  }

  /** A client that unpacks by hand. */
  async #packed(visitor) {
    const words = [["--id", "older"], ["--name", "舊學堂"], ["--owner", "示範中心"], ["--address", SERVICE], ["--redirect-uri", CALLBACK]];
    const client = await this.#service([...words, ["--scopes", SCOPES], ["--consent", "never"], ["--always-gzip", "--unlisted"]]);
    const tokens = await this.#tokens(visitor, {}, client);
    this.shown.name("OLDER_ACCESS_TOKEN", tokens.access_token);
    await this.#resource("packed", "/moeresource/api/v1/oidc/eduinfo", tokens);
  }

  async #claims(visitor) {
    const asked = { scope: "openid", claims: '{"id_token":{"name":null}}' };
    const url = this.#asking(asked);
    const answer = await visitor.ask(url);
    const code = this.shown.name("CODE", codeOf(answer));
    this.shown.exchange("claims", { url }, answer);
    const tokens = await this.#token(null, this.#byCode(code));
    await this.#idToken("claims in the ID token", tokens.id_token);
    this.shown.name("NARROW_ACCESS_TOKEN", tokens.access_token);
    await this.#resource("insufficient_scope", "/moeresource/api/v2/oidc/eduinfo", tokens);
  }

  async #refusals(visitor) {
    const stranger = new Visitor(this.server.origin, this.agent);
    const silent = this.#asking({ prompt: "none" });
    this.shown.exchange("login_required", { url: silent }, await stranger.ask(silent));
    const elsewhere = this.#asking({ redirect_uri: "https://elsewhere.example/callback" });
    this.shown.exchange("redirect_uri.mismatch", { url: elsewhere }, await stranger.ask(elsewhere));
    const code = this.shown.name("CODE", codeOf(await visitor.ask(this.#asking())));
    await this.#token(null, this.#byCode(code));
    await this.#token("invalid_grant", this.#byCode(code));
    await this.#token("invalid_client", this.#byCode(code), { ...this.client, client_secret: WRONG });
    await this.#resource("invalid_token", "/oidc/v1/userinfo", { access_token: "UNKNOWN" });
  }

  async #tokensTold(visitor) {
    const tokens = await this.#tokens(visitor);
    this.shown.name("ACCESS_TOKEN", tokens.access_token);
    this.shown.name("REFRESH_TOKEN", tokens.refresh_token);
    await this.#ask("introspection", "/oidc/v1/introspect", this.#form({ token: tokens.access_token }));
    await this.#ask("revocation", "/oidc/v1/revoke", this.#form({ token: tokens.refresh_token }));
    await this.#ask("introspection of a token that is over", "/oidc/v1/introspect", this.#form({ token: tokens.access_token }));
  }

  async #signOut(visitor) {
    await this.#signOutBy("sign-out", visitor, "logout-to-go", ["id_token_hint", "post_logout_redirect_uri"]);
    await this.#told();
    const older = ["Id_token_hint", "post_logout_redirect_url"];
    for (const [title, path] of [["sign-out, older form", "userlogout"], ["sign-out, both spellings", "logout-to-go"]]) {
      const browser = new Visitor(this.server.origin, this.agent);
      await browser.signIn(PUPIL);
      await this.#signOutBy(title, browser, path, older);
    }
  }

  async #signOutBy(title, visitor, path, [hint, target]) {
    const tokens = await this.#tokens(visitor);
    this.shown.name("ID_TOKEN", tokens.id_token);
    const asked = new URLSearchParams({ [hint]: tokens.id_token, [target]: SIGNED_OUT, state: "STATE" });
    const url = `${this.server.origin}/oidc/v1/${path}?${asked}`;
    this.shown.exchange(title, { url }, await visitor.ask(url));
  }

  /** What the service is told of the sign-out. */
  async #told() {
    const request = await this.told.first;
    const token = this.shown.name("LOGOUT_TOKEN", new URLSearchParams(request.body).get("logout_token"));
    const checks = { issuer: this.server.origin, audience: this.client.client_id, typ: "logout+jwt" };
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(this.jwks), checks);
    this.shown.name("TOKEN_ID", payload.jti);
    const sent = { ...request, url: this.told.address };
    this.shown.exchange("back-channel sign-out", sent, { status: 200, headers: {}, bytes: Buffer.alloc(0) });
    this.shown.token("logout token", { header: protectedHeader, payload });
  }
}

const requestOf = ({ headers }) => new URL(headers.location, "http://x").searchParams.get("authorization");

function codeOf({ headers, status }) {
  const { searchParams } = new URL(headers.location ?? "", "http://x");
  if (!searchParams.has("code")) throw new Error(`no code: ${status} ${headers.location}`);
  return searchParams.get("code");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const unseed = await seed();
  try {
    writeFileSync(DOCUMENT, filled(readFileSync(DOCUMENT, "utf8"), await examples()));
  } finally {
    await unseed();
  }
}
