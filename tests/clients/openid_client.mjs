// The certified client `openid-client` (JavaScript) over TLS: everything that a learning service does.
// Nobody listens at its redirect URI: the test is the service, and reads the answer off the address.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeProtectedHeader, exportJWK, generateKeyPair } from "jose";
import * as oidc from "openid-client";
import { formOf } from "../support/cookie_jar.mjs";
import { expect, test } from "../support/provider.mjs";
import { PUPIL } from "../support/roster.mjs";
import { trusting } from "../support/tls.mjs";

const REDIRECT_URI = "https://service.example/callback";
const POST_LOGOUT_URI = "https://service.example/signed-out";
const SCOPE = "openid profile email";

/** Registers a service and lets it find the provider. `authentication` gets the secret. */
async function discover(provider, authentication, registration = {}, ...words) {
  const service = { redirectUri: REDIRECT_URI, postLogoutUri: POST_LOGOUT_URI, ...registration };
  const { client_id, client_secret } = await provider.register(service, ...words);
  const options = { [oidc.customFetch]: trusting(provider.authority) };
  return oidc.discovery(new URL(provider.issuer), client_id, undefined, authentication(client_secret), options);
}

/** What the service keeps while somebody signs in, and where it sends the browser. */
async function ask(config, more = {}) {
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
    idTokenExpected: true,
  };
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: "S256",
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  });
  return { address, checks };
}

async function signIn(config, jar) {
  const { address, checks } = await ask(config);
  const { url } = await jar.signIn(address, PUPIL, REDIRECT_URI);
  return oidc.authorizationCodeGrant(config, url, checks);
}

/** The error code that a call ends with, from the challenge's header or the body. */
async function codeOf(call) {
  const { error, cause, response } = await call.then(() => ({ error: "none" }), (thrown) => thrown);
  return error ?? cause[0].parameters.error ?? (await response.json()).error;
}

async function seesThePupil(config, tokens) {
  const claims = tokens.claims();
  expect(claims).toMatchObject({ iss: config.serverMetadata().issuer, aud: config.clientMetadata().client_id });
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  expect(userinfo).toMatchObject({ sub: claims.sub, name: PUPIL.name, email: `${PUPIL.account}@mail.edu.tw` });
}

test("code flow, userinfo, refresh, introspection, sign-out", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.ClientSecretBasic, { consent: "approved" });
  // Also the signature, by the keys of the discovery document: over TLS the client leaves that out.
  oidc.enableNonRepudiationChecks(config);
  const first = await signIn(config, jar);
  await seesThePupil(config, first);

  const second = await oidc.refreshTokenGrant(config, first.refresh_token);
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(second.claims().sub).toBe(first.claims().sub);
  await seesThePupil(config, second);
  const live = { active: true, client_id: config.clientMetadata().client_id, sub: second.claims().sub };
  expect(await oidc.tokenIntrospection(config, second.access_token)).toMatchObject({ ...live, scope: SCOPE });
  expect(await oidc.tokenIntrospection(config, second.refresh_token)).toMatchObject(live);

  const state = oidc.randomState();
  const asked = { post_logout_redirect_uri: POST_LOGOUT_URI, id_token_hint: second.id_token, state };
  const { url } = await jar.open(oidc.buildEndSessionUrl(config, asked), POST_LOGOUT_URI);
  expect(url.href).toBe(`${POST_LOGOUT_URI}?state=${state}`);
  expect(await jar.isSignedIn()).toBe(false);
  expect(await codeOf(oidc.refreshTokenGrant(config, second.refresh_token))).toBe("invalid_grant");
  expect(await oidc.tokenIntrospection(config, second.access_token)).toEqual({ active: false });
});

test("revocation ends what was issued, and not the session", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.ClientSecretPost);
  const tokens = await signIn(config, jar);
  await oidc.tokenRevocation(config, tokens.refresh_token, { token_type_hint: "refresh_token" });
  expect(await codeOf(oidc.refreshTokenGrant(config, tokens.refresh_token))).toBe("invalid_grant");
  const { sub } = tokens.claims();
  expect(await codeOf(oidc.fetchUserInfo(config, tokens.access_token, sub))).toBe("invalid_token");
  expect(await jar.isSignedIn()).toBe(true);
});

test("client with a key of its own instead of a secret", async ({ provider, jar }) => {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "service", alg: "ES256", use: "sig" }] };
  const file = join(provider.folder, "service.json");
  writeFileSync(file, JSON.stringify(jwks));
  const config = await discover(provider, () => oidc.PrivateKeyJwt({ key: privateKey, kid: "service" }), {}, "--jwks", file);
  const tokens = await signIn(config, jar);
  const { refresh_token, ...refreshed } = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  expect(refreshed.id_token).toBeTruthy();
  expect(await oidc.tokenIntrospection(config, refresh_token)).toMatchObject({ active: true });
  await oidc.tokenRevocation(config, refresh_token);
  expect(await oidc.tokenIntrospection(config, refresh_token)).toEqual({ active: false });
});

test("public client proves itself by PKCE alone", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.None, {}, "--public");
  const tokens = await signIn(config, jar);
  await seesThePupil(config, await oidc.refreshTokenGrant(config, tokens.refresh_token));
  const { address, checks } = await ask(config);
  const { url } = await jar.open(address, REDIRECT_URI);
  const guessed = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
  expect(await codeOf(oidc.authorizationCodeGrant(config, url, guessed))).toBe("invalid_grant");
});

test("answer by a form, ID token by elliptic curve", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.ClientSecretBasic, {}, "--es256");
  oidc.enableNonRepudiationChecks(config);
  const { address, checks } = await ask(config, { response_mode: "form_post" });
  const { response } = await jar.signIn(address, PUPIL);
  const { action, body } = await formOf(response);
  expect(action).toBe(REDIRECT_URI);
  const posted = new Request(action, { method: "POST", body });
  const tokens = await oidc.authorizationCodeGrant(config, posted, checks);
  expect(decodeProtectedHeader(tokens.id_token).alg).toBe("ES256");
  await seesThePupil(config, tokens);
});

test("silent sign-in works while the session lives", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.ClientSecretBasic);
  const silently = async () => {
    const { address, checks } = await ask(config, { prompt: "none" });
    const { url } = await jar.open(address, REDIRECT_URI);
    return oidc.authorizationCodeGrant(config, url, checks);
  };
  expect(await codeOf(silently())).toBe("login_required");
  const first = await signIn(config, jar);
  const second = await silently();
  expect(second.claims()).toMatchObject({ sub: first.claims().sub, auth_time: first.claims().auth_time });
  await jar.signOut();
  expect(await codeOf(silently())).toBe("login_required");
});

test("recent sign-in is asked for and proven", async ({ provider, jar }) => {
  const config = await discover(provider, oidc.ClientSecretBasic);
  await signIn(config, jar);
  await provider.server.letTimePass(120);
  const { address, checks } = await ask(config, { max_age: "60" });
  const { url } = await jar.signIn(address, PUPIL, REDIRECT_URI);
  const tokens = await oidc.authorizationCodeGrant(config, url, { ...checks, maxAge: 60 });
  await seesThePupil(config, tokens);
});

test("wrong secret is refused", async ({ provider, jar }) => {
  const config = await discover(provider, () => oidc.ClientSecretBasic("wrong"));
  const { address, checks } = await ask(config);
  const { url } = await jar.signIn(address, PUPIL, REDIRECT_URI);
  expect(await codeOf(oidc.authorizationCodeGrant(config, url, checks))).toBe("invalid_client");
});

test("certificate of an authority that nobody trusts is refused", async ({ provider }) => {
  // Node's own fetch trusts the authorities of the world, and not the tests'.
  const found = await oidc.discovery(new URL(provider.issuer), "client", "secret").catch((error) => error);
  expect(found.cause?.cause?.code ?? found.cause?.code).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
});
