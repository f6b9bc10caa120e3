// The certified client pyoidc (Python), over TLS.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { expect, test } from "../support/provider.mjs";
import { converse } from "../support/python.mjs";
import { PUPIL } from "../support/roster.mjs";

const PROGRAM = "pyoidc_client.py";
const PLACE = { redirectUri: "https://service.example/callback", postLogoutUri: "https://service.example/signed-out" };

/** What the program needs to know. */
const settingsOf = (provider, client) => ({
  issuer: provider.issuer,
  ca: provider.authority.ca,
  redirect_uri: PLACE.redirectUri,
  post_logout_uri: PLACE.postLogoutUri,
  authentication: "client_secret_basic",
  keys: { keys: [] },
  ...client,
});

/** A browser that stops where the service would begin. */
const browsing = (jar) => async (address) => {
  const { url } = await jar.signIn(address, PUPIL, new URL("/", PLACE.redirectUri).href);
  return url.href;
};

test("code flow, userinfo, refresh, sign-out", async ({ provider, jar }) => {
  const client = await provider.register({ ...PLACE, consent: "approved" });
  const done = await converse(PROGRAM, settingsOf(provider, client), browsing(jar));
  const { sub } = done.id_token;
  expect(done.id_token).toMatchObject({ iss: provider.issuer, aud: [client.client_id] });
  expect(done.userinfo).toHaveLength(3);
  for (const userinfo of done.userinfo) {
    expect(userinfo).toMatchObject({ sub, name: PUPIL.name, email: `${PUPIL.account}@mail.edu.tw` });
  }
  expect(done.has_new_tokens).toBe(true);
  expect(done.refreshed_id_token).toMatchObject({ sub, iss: provider.issuer });
  expect(done.signed_out_to).toMatch(/^https:\/\/service\.example\/signed-out\?state=\w+$/);
  expect(done.refresh_after_sign_out).toBe("invalid_grant");
  expect(await jar.isSignedIn()).toBe(false);
});

test("client with a key of its own instead of a secret", async ({ provider, jar }) => {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const named = { kid: "pyoidc", alg: "RS256", use: "sig" };
  const file = join(provider.folder, "pyoidc.json");
  writeFileSync(file, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...named }] }));
  const { client_id } = await provider.register(PLACE, "--jwks", file);
  const keys = { keys: [{ ...(await exportJWK(privateKey)), ...named }] };
  const settings = settingsOf(provider, { client_id, keys, authentication: "private_key_jwt" });
  const done = await converse(PROGRAM, settings, browsing(jar));
  expect(done).toMatchObject({ has_new_tokens: true, refresh_after_sign_out: "invalid_grant" });
});

test("wrong secret is refused", async ({ provider, jar }) => {
  const { client_id } = await provider.register(PLACE);
  const settings = settingsOf(provider, { client_id, client_secret: "wrong" });
  await expect(converse(PROGRAM, settings, browsing(jar))).rejects.toThrow(/invalid_client/);
});

test("authority that is not the one of the certificate is refused", async ({ provider, jar }) => {
  const client = await provider.register(PLACE);
  const settings = { ...settingsOf(provider, client), ca: true };
  await expect(converse(PROGRAM, settings, browsing(jar))).rejects.toThrow(/CERTIFICATE_VERIFY_FAILED/);
});
