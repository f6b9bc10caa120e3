// npm `oidc-provider` as the yardstick of oidc.mjs, in a process of its own, as its manual sets it up:
// everything in memory, one account, who agreed to everything and is believed without a password.
//
//   CLIENT='{"client_id": …}' node tests/bench/oidc_provider.mjs PORT
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** As ours: below 3072 bits, RSA has less than 128 bits of strength. */
const RSA_BITS = 3072;
const PERSON = { name: "江小語", given_name: "小語", family_name: "江", preferred_username: "test.pupil", email: "test.pupil@mail.edu.tw", email_verified: true };
/** Longer than the benches let a connection rest. */
const KEEP_ALIVE_MS = 120_000;

/** The library's own memory adapter forgets all but the newest thousand. */
class Memory {
  static #rows = new Map();
  static #uids = new Map();
  static #grants = new Map();

  constructor(model) {
    this.model = model;
  }

  #key(id) {
    return `${this.model}:${id}`;
  }

  async upsert(id, payload) {
    const key = this.#key(id);
    Memory.#rows.set(key, payload);
    if (payload.uid) Memory.#uids.set(payload.uid, id);
    if (!payload.grantId) return;
    if (!Memory.#grants.has(payload.grantId)) Memory.#grants.set(payload.grantId, new Set());
    Memory.#grants.get(payload.grantId).add(key);
  }

  async find(id) {
    return Memory.#rows.get(this.#key(id));
  }

  async findByUid(uid) {
    return this.find(Memory.#uids.get(uid));
  }

  async consume(id) {
    Memory.#rows.get(this.#key(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    Memory.#rows.delete(this.#key(id));
  }

  async revokeByGrantId(grant) {
    for (const key of Memory.#grants.get(grant) ?? []) Memory.#rows.delete(key);
    Memory.#grants.delete(grant);
  }
}

/** A client of the house: nobody is asked. */
async function loadExistingGrant({ oidc: { client, provider, session } }) {
  const known = session.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope("openid profile email");
  await grant.save();
  return grant;
}

const [port] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: RSA_BITS });
const provider = new Provider(issuer, {
  adapter: Memory,
  clients: [JSON.parse(process.env.CLIENT)],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
  cookies: { keys: [randomBytes(32).toString("base64url")] },
  features: { devInteractions: { enabled: false } },
  claims: { openid: ["sub"], profile: ["name", "given_name", "family_name", "preferred_username"], email: ["email", "email_verified"] },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...PERSON }) }),
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  loadExistingGrant,
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 86_400, IdToken: 600, Interaction: 1800, RefreshToken: 86_400, Session: 86_400 },
});
const answer = provider.callback();
const server = createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  return provider.interactionFinished(request, response, { login: { accountId: "test-pupil" } });
});
server.keepAliveTimeout = KEEP_ALIVE_MS;
server.listen(Number(port), "127.0.0.1", () => process.stdout.write(`${JSON.stringify({ issuer })}\n`));
