// A county's provider for the demo and the browser tests: OpenID Connect's code flow with PKCE, over a
// socket, with a key of its own. Whoever comes chooses who they are; there are no passwords here.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    port: { type: "string" },
    name: { type: "string", default: "示範市" },
    "client-id": { type: "string" },
    /** `SUBJECT=NAME`, or `SUBJECT=NAME=ID` where the county tells an ID number that it verified. */
    person: { type: "string", multiple: true, default: [] },
  },
});
const issuer = `http://127.0.0.1:${options.port}`;
const secret = process.env.COUNTY_CLIENT_SECRET;
const people = options.person.map((text) => text.split("=")).map(([sub, name, id]) => ({ sub, name, id }));

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "county-1", use: "sig", alg: "ES256" };
/** What each code and each token opens. */
const codes = new Map();
const tokens = new Map();

const discovery = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ["code"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["ES256"],
  code_challenge_methods_supported: ["S256"],
  authorization_response_iss_parameter_supported: true,
};

const base64url = (value) => Buffer.from(value).toString("base64url");
const sha256 = (text) => createHash("sha256").update(text).digest();
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const now = () => Math.floor(Date.now() / 1000);

function idToken({ sub }, asked, accessToken) {
  const at_hash = base64url(sha256(accessToken).subarray(0, 16));
  const times = { iat: now(), exp: now() + 3600, auth_time: now() };
  const claims = { iss: issuer, sub, aud: options["client-id"], nonce: asked.get("nonce") ?? undefined, at_hash, ...times };
  const message = [{ alg: "ES256", kid: jwk.kid, typ: "JWT" }, claims].map((part) => base64url(JSON.stringify(part))).join(".");
  const signature = sign("sha256", Buffer.from(message), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${message}.${base64url(signature)}`;
}

/** Asks who it is, or goes back with a code for whom was chosen. */
function authorize(asked, respond) {
  const chosen = people.find(({ sub }) => sub === asked.get("as"));
  const back = (answer) => {
    const to = new URL(asked.get("redirect_uri"));
    for (const [name, value] of Object.entries({ ...answer, state: asked.get("state"), iss: issuer })) to.searchParams.set(name, value);
    respond(303, "", { location: to.href });
  };
  if (asked.get("as") === "nobody") return back({ error: "access_denied" });
  if (chosen) {
    const code = randomBytes(32).toString("base64url");
    codes.set(code, { person: chosen, asked });
    return back({ code });
  }
  const link = (as, text) => `<li><a href="/authorize?${escaped(String(asked))}&amp;as=${encodeURIComponent(as)}">${escaped(text)}</a></li>`;
  const list = [...people.map(({ sub, name }) => link(sub, name)), link("nobody", "取消")].join("");
  const name = escaped(options.name);
  const page = `<!DOCTYPE html><html lang="zh-Hant-TW"><meta charset="utf-8"><title>${name}帳號</title>`;
  respond(200, `${page}<h1>${name}帳號登入</h1><ul>${list}</ul></html>`, { "content-type": "text/html; charset=utf-8" });
}

function token(sent, authorization, respond) {
  // RFC 6749 §2.3.1: both are encoded as in a form before they are joined.
  const pair = Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString().split(":");
  const [id, given] = pair.map((text) => decodeURIComponent(text.replaceAll("+", " ")));
  if (id !== options["client-id"] || given !== secret) return respond(401, { error: "invalid_client" });
  const { person, asked } = codes.get(sent.get("code")) ?? {};
  codes.delete(sent.get("code"));
  const isProved = person && base64url(sha256(sent.get("code_verifier") ?? "")) === asked.get("code_challenge");
  if (!isProved || sent.get("redirect_uri") !== asked.get("redirect_uri")) return respond(400, { error: "invalid_grant" });
  const access_token = randomBytes(32).toString("base64url");
  tokens.set(access_token, person);
  return respond(200, { access_token, token_type: "Bearer", expires_in: 3600, id_token: idToken(person, asked, access_token) });
}

const server = createServer(async (request, response) => {
  const respond = (status, body, headers = { "content-type": "application/json" }) => {
    response.writeHead(status, { ...headers, "cache-control": "no-store" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const { pathname, searchParams } = new URL(request.url, issuer);
  const { authorization } = request.headers;
  let text = "";
  for await (const part of request) text += part;
  const person = tokens.get((authorization ?? "").replace(/^Bearer /, ""));
  switch (pathname) {
    case "/.well-known/openid-configuration": return respond(200, discovery);
    case "/keys": return respond(200, { keys: [jwk] });
    case "/authorize": return authorize(searchParams, respond);
    case "/token": return token(new URLSearchParams(text), authorization, respond);
    case "/userinfo": return person ? respond(200, { sub: person.sub, id_number: person.id }) : respond(401, { error: "invalid_token" });
    case "/favicon.ico": return respond(204, "");
    default: return respond(404, { error: "not_found" });
  }
});
server.listen(Number(options.port), "127.0.0.1", () => console.log(`${options.name} signs people in on ${issuer}`));
process.once("SIGTERM", () => server.close(() => process.exit(0)).closeAllConnections());
