// A learning service that signs people in with EduPass and shows what it received. It stands on the
// certified client `openid-client`, as a real service would.
//
//   SERVICE_CLIENT_SECRET=… node demo/service/service.mjs --issuer URL --client-id ID --port PORT [--name NAME]
//
// Its first line on stdout is `{"address": …}`. Everything is in memory: a restart signs everybody out.
import { createServer } from "node:http";
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { errorPage, homePage, signedOutPage } from "./page.mjs";

const SCOPES = "openid profile email eduinfo relation educloudroles";
const LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** More than any form of ours or of the provider. */
const BODY_BYTES_MAX = 16_384;
/** How long somebody may take to sign in. */
const PENDING_MS = 30 * 60 * 1000;

const { values: options } = parseArgs({
  options: {
    issuer: { type: "string" },
    "client-id": { type: "string" },
    port: { type: "string" },
    name: { type: "string", default: "示範學習網" },
  },
});
const address = `http://127.0.0.1:${options.port}`;
/** Hosts share their cookies among all ports. */
const COOKIE = `service-${options.port}`;

/** What a browser has here, by its cookie: `{ tokens, claims, received }`. */
const sessions = new Map();
/** Sign-ins that are on their way, by `state`. */
const pending = new Map();

const config = await discover();
const keys = createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));

const ROUTES = {
  "GET /": home,
  "GET /sign-in": signIn,
  "GET /callback": callback,
  "POST /refresh": refresh,
  "POST /sign-out": signOut,
  "GET /signed-out": async (_, answer) => answer.page(signedOutPage(options.name)),
  "POST /back-channel-logout": backChannelLogout,
};

createServer(async (request, response) => {
  const answer = answering(response);
  const { pathname } = new URL(request.url, address);
  try {
    const route = ROUTES[`${request.method} ${pathname}`];
    await (route ? route(request, answer) : answer.page(errorPage(options.name, "not_found"), 404));
  } catch (error) {
    const code = error.error ?? error.code ?? "failed";
    process.stderr.write(`${request.method} ${pathname}: ${code}\n`);
    answer.page(errorPage(options.name, code), 400);
  }
}).listen(Number(options.port), "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ address })}\n`));

async function discover() {
  const secret = process.env.SERVICE_CLIENT_SECRET;
  // The demo's provider speaks plain HTTP on this machine only.
  const execute = options.issuer.startsWith("http://") ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(options.issuer), options["client-id"], undefined, oidc.ClientSecretBasic(secret), { execute });
}

async function home(request, answer) {
  const session = sessions.get(cookieOf(request));
  answer.page(homePage(options.name, session));
}

/** What of our own address is passed on, so that each of it can be tried. */
const PASSED_ON = ["prompt", "ui_locales", "login_hint"];

/** Sends the browser to sign in. */
async function signIn(request, answer) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const cookie = cookieOf(request) ?? randomBytes(24).toString("base64url");
  for (const [old, { at }] of pending) if (at < Date.now() - PENDING_MS) pending.delete(old);
  pending.set(state, { verifier, nonce, cookie, at: Date.now() });
  const asked = new URL(request.url, address).searchParams;
  const passed = PASSED_ON.filter((name) => asked.has(name)).map((name) => [name, asked.get(name)]);
  const to = oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${address}/callback`,
    scope: SCOPES,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
    ...Object.fromEntries(passed),
  });
  answer.go(to.href, cookie);
}

async function callback(request, answer) {
  const url = new URL(request.url, address);
  const state = url.searchParams.get("state");
  const asked = pending.get(state);
  pending.delete(state);
  // A sign-in belongs to the browser that began it.
  if (asked?.cookie !== cookieOf(request)) return answer.page(errorPage(options.name, "state_unknown"), 400);
  const tokens = await oidc.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: asked.verifier,
    expectedState: state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  });
  const cookie = randomBytes(24).toString("base64url");
  sessions.delete(asked.cookie);
  sessions.set(cookie, await received(tokens, tokens.claims()));
  answer.go("/", cookie);
}

/** Everything that the provider tells of the person. */
async function received(tokens, claims) {
  const ask = async (path) => {
    const url = new URL(path, config.serverMetadata().issuer);
    return (await oidc.fetchProtectedResource(config, tokens.access_token, url, "GET")).json();
  };
  const answers = {
    userinfo: await oidc.fetchUserInfo(config, tokens.access_token, claims.sub),
    eduinfo: await ask("/moeresource/api/v2/oidc/eduinfo"),
    relation: await ask("/moeresource/api/v2/oidc/relation"),
  };
  return { tokens, claims, received: answers };
}

async function refresh(request, answer) {
  const cookie = cookieOf(request);
  const session = sessions.get(cookie);
  if (!session) return answer.go("/");
  const tokens = await oidc.refreshTokenGrant(config, session.tokens.refresh_token);
  const kept = { ...tokens, id_token: tokens.id_token ?? session.tokens.id_token };
  sessions.set(cookie, await received(kept, session.claims));
  answer.go("/");
}

async function signOut(request, answer) {
  const cookie = cookieOf(request);
  const session = sessions.get(cookie);
  sessions.delete(cookie);
  if (!session) return answer.go("/");
  const to = oidc.buildEndSessionUrl(config, {
    post_logout_redirect_uri: `${address}/signed-out`,
    id_token_hint: session.tokens.id_token,
  });
  answer.go(to.href);
}

/** The provider says that a session ended (OpenID Connect Back-Channel Logout §2.5, §2.6). */
async function backChannelLogout(request, answer) {
  const token = new URLSearchParams(await bodyOf(request)).get("logout_token");
  const { issuer } = config.serverMetadata();
  const { payload } = await jwtVerify(token, keys, { issuer, audience: options["client-id"], typ: "logout+jwt" });
  if (!payload.events?.[LOGOUT_EVENT] || payload.nonce !== undefined) throw new Error("no logout token");
  for (const [cookie, { claims }] of sessions) {
    if (claims.sid === payload.sid) sessions.delete(cookie);
  }
  answer.done();
}

function cookieOf(request) {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

async function bodyOf(request) {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > BODY_BYTES_MAX) throw new Error("too long");
  }
  return body;
}

function answering(response) {
  const headers = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
  };
  const cookies = (cookie) => (cookie ? { "set-cookie": `${COOKIE}=${cookie}; Path=/; HttpOnly; SameSite=Lax` } : {});
  return {
    page(html, status = 200) {
      response.writeHead(status, { ...headers, "content-type": "text/html; charset=utf-8" });
      response.end(html);
    },
    go(to, cookie) {
      response.writeHead(303, { ...headers, ...cookies(cookie), location: to });
      response.end();
    },
    done() {
      response.writeHead(200, headers);
      response.end();
    },
  };
}
