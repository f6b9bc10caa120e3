// The certified client mod_auth_openidc (C) in Apache, over TLS on both sides: a service that knows
// nothing of OpenID Connect stands behind it.
import { placeApache, shown, startApache } from "../support/apache.mjs";
import { CookieJar, formOf } from "../support/cookie_jar.mjs";
import { expect, test as base } from "../support/provider.mjs";
import { PUPIL } from "../support/roster.mjs";

const test = base.extend({
  /** Starts an Apache that is registered, for the time of the test. */
  apache: async ({ provider }, use) => {
    const stops = [];
    await use(async ({ further = [], secret = null, consent } = {}) => {
      const place = await placeApache();
      const told = ["--back-channel-logout-uri", place.backChannelLogoutUri];
      const client = await provider.register({ ...place, consent }, ...told);
      stops.push(await startApache(place, provider, { ...client, ...(secret && { client_secret: secret }) }, further));
      return { ...place, page: `${place.address}/pupils/hello.html` };
    });
    for (const stop of stops) await stop();
  },
});

const pupil = (provider) => ({
  CLAIM_iss: provider.issuer,
  CLAIM_name: PUPIL.name,
  CLAIM_email: `${PUPIL.account}@mail.edu.tw`,
});

const query = (words) => new URLSearchParams(words).toString();

test("code flow, userinfo, refresh, sign-out", async ({ provider, apache, jar }) => {
  const { page, redirectUri, postLogoutUri } = await apache({ consent: "approved" });
  const first = await jar.signIn(page, PUPIL);
  expect(first.url.href).toBe(page);
  const before = await shown(first.response);
  expect(before).toMatchObject(pupil(provider));

  const refresh = query({ refresh: page, access_token: before.access_token });
  const second = await jar.open(`${redirectUri}?${refresh}`);
  expect(second.url.href, "back without an error code").toBe(page);
  const after = await shown(second.response);
  expect(after).toMatchObject({ ...pupil(provider), CLAIM_sub: before.CLAIM_sub });
  expect(after.access_token).not.toBe(before.access_token);
  expect(after.refresh_token).not.toBe(before.refresh_token);

  expect(await jar.isSignedIn()).toBe(true);
  const last = await jar.open(`${redirectUri}?${query({ logout: postLogoutUri })}`);
  expect(last.url.href).toBe(postLogoutUri);
  expect(await last.response.text()).toContain("Signed out");
  expect(await jar.isSignedIn()).toBe(false);
  expect((await jar.open(page)).url.pathname, "asked to sign in anew").toBe("/sign-in");
});

test("sign-out at the provider ends the service's own session", async ({ provider, apache, jar }) => {
  const { page } = await apache();
  const { response } = await jar.signIn(page, PUPIL);
  expect(await shown(response)).toMatchObject(pupil(provider));
  await jar.signOut();
  await expect(async () => {
    expect((await jar.open(page)).url.pathname).toBe("/sign-in");
  }, "told by the back channel").toPass();
});

test("access token opens a resource until the sign-out", async ({ provider, apache, jar }) => {
  const { address, page } = await apache();
  const { access_token, CLAIM_sub } = await shown((await jar.signIn(page, PUPIL)).response);
  const records = `${address}/records/hello.html`;
  const asProgram = (token) => new CookieJar(provider).send(records, { headers: { authorization: `Bearer ${token}` } });
  const opened = await asProgram(access_token);
  expect(opened.status).toBe(200);
  expect(await shown(opened)).toMatchObject({ CLAIM_sub, CLAIM_iss: provider.issuer });
  expect((await asProgram("guessed")).status).toBe(401);
  await jar.signOut();
  expect((await asProgram(access_token)).status).toBe(401);
});

test("answer by a form", async ({ provider, apache, jar }) => {
  // A form of another site brings only cookies that say so.
  const { page, redirectUri } = await apache({ further: ["OIDCResponseMode form_post", "OIDCCookieSameSite Off"] });
  const { response } = await jar.signIn(page, PUPIL);
  const { action, body } = await formOf(response);
  expect(action).toBe(redirectUri);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const last = await jar.open(action, null, { method: "POST", headers, body });
  expect(last.url.href).toBe(page);
  expect(await shown(last.response)).toMatchObject(pupil(provider));
});

test("wrong secret shows nobody", async ({ apache, jar }) => {
  const { page, redirectUri } = await apache({ secret: "wrong" });
  const { url, response } = await jar.signIn(page, PUPIL);
  expect(url.href.startsWith(redirectUri)).toBe(true);
  expect(await response.text()).toContain("Error in handling response type");
  const again = await jar.open(page, redirectUri);
  expect(again.url.searchParams.has("code"), "no session came of it").toBe(true);
});
