// A county's provider for the browser tests: npm `oidc-provider`, as a county might run it, with a key of
// its own. Whoever comes chooses who they are; there are no passwords here.
//
//   COUNTY_CLIENT_SECRET=… node demo/county/county.mjs --port PORT --client-id ID --redirect-uri URI --person SUBJECT=NAME
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import Provider from "oidc-provider";

const { values: options } = parseArgs({
  options: {
    port: { type: "string" },
    name: { type: "string", default: "示範市" },
    "client-id": { type: "string" },
    "redirect-uri": { type: "string" },
    /** Where people go after signing out; without it there is no sign-out. */
    "signed-out-uri": { type: "string" },
    /** `SUBJECT=NAME`, or `SUBJECT=NAME=ID` where the county tells an ID number that it verified. */
    person: { type: "string", multiple: true, default: [] },
  },
});
const issuer = `http://127.0.0.1:${options.port}`;
const people = options.person.map((text) => text.split("=")).map(([sub, name, id]) => ({ sub, name, id }));
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: options["client-id"],
      client_secret: process.env.COUNTY_CLIENT_SECRET,
      redirect_uris: [options["redirect-uri"]],
      post_logout_redirect_uris: [options["signed-out-uri"]].filter(Boolean),
      id_token_signed_response_alg: "ES256",
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "county-1", use: "sig", alg: "ES256" }] },
  cookies: { keys: [randomBytes(32).toString("base64url")] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: Boolean(options["signed-out-uri"]), logoutSource: askToSignOut },
  },
  claims: { openid: ["sub", "id_number"] },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
  findAccount: (_, sub) => {
    const { id } = people.find((person) => person.sub === sub) ?? {};
    return { accountId: sub, claims: () => ({ sub, id_number: id }) };
  },
  loadExistingGrant,
});

/** A client of the county's own: nobody is asked. */
async function loadExistingGrant({ oidc: { client, session } }) {
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid");
  await grant.save();
  return grant;
}

/** Asks who it is, or goes on as who was chosen. */
async function interaction(request, response, asked) {
  const chosen = people.find(({ sub }) => sub === asked.get("as"));
  if (asked.get("as") === "nobody") {
    return provider.interactionFinished(request, response, { error: "access_denied" });
  }
  if (chosen) {
    return provider.interactionFinished(request, response, { login: { accountId: chosen.sub, remember: false } });
  }
  await provider.interactionDetails(request, response);
  const link = (as, text) => `<li><a href="?as=${encodeURIComponent(as)}">${escaped(text)}</a></li>`;
  const list = [...people.map(({ sub, name }) => link(sub, name)), link("nobody", "取消")].join("");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(pageOf(`<h1>${escaped(options.name)}帳號登入</h1><ul>${list}</ul>`));
}

/** The county's own question; the form is the provider's. */
function askToSignOut(context, form) {
  const button = '<button form="op.logoutForm" name="logout" value="yes">登出</button>';
  context.body = pageOf(`<h1>登出${escaped(options.name)}帳號</h1>${form}${button}`);
}

/** A page with this in it. */
function pageOf(main) {
  const head = `<!DOCTYPE html><html lang="zh-Hant-TW"><meta charset="utf-8"><title>${escaped(options.name)}帳號</title>`;
  return `${head}<link rel="icon" href="data:,">${main}</html>`;
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

const answer = provider.callback();
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, issuer);
  if (!pathname.startsWith("/interaction/")) return answer(request, response);
  return interaction(request, response, searchParams).catch((error) => {
    response.writeHead(400, { "content-type": "text/plain; charset=utf-8" });
    response.end(String(error.message));
  });
});
server.listen(Number(options.port), "127.0.0.1", () => console.log(`${options.name} signs people in on ${issuer}`));
process.once("SIGTERM", () => server.close(() => process.exit(0)).closeAllConnections());
