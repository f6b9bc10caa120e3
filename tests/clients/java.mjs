// Services in Java, over TLS: one that reads education data as a UserInfo response, and one that always
// unpacks it (docs/relying-parties.md).
import { join } from "node:path";
import { CLIENTS, converseWith } from "../support/conversation.mjs";
import { expect, test } from "../support/provider.mjs";
import { PUPIL, SCHOOL } from "../support/roster.mjs";

const PROGRAM = join(CLIENTS, "java", "LearningService.java");
const PLACE = { redirectUri: "https://service.example/callback", postLogoutUri: "https://service.example/signed-out" };
const SCOPES = ["--scopes", "eduinfo"];

/** Compiles the program and lets it sign the pupil in. */
async function signIn(provider, jar, client, eduinfo) {
  const settings = { issuer: provider.issuer, ca: provider.authority.ca, redirect_uri: PLACE.redirectUri, eduinfo, ...client };
  const browse = async (address) => (await jar.signIn(address, PUPIL, new URL("/", PLACE.redirectUri).href)).url.href;
  try {
    return await converseWith("java", ["-Dfile.encoding=UTF-8", PROGRAM], settings, browse);
  } catch (error) {
    if (error.code === "ENOENT") throw new Error("java is not there: run `cargo xtask test`, or apt-get install openjdk-17-jdk-headless");
    throw error;
  }
}

/** What the first version of eduinfo says of the pupil, every value as it came. */
const EDUINFO = {
  schoolid: SCHOOL.code,
  titles: [{ schoolid: SCHOOL.code, titles: ["學生"] }],
  classinfo: [expect.objectContaining({ schoolid: SCHOOL.code, grade: "5", classno: "04", year: null, semester: null })],
};

test("client that reads eduinfo as a UserInfo response", async ({ provider, jar }) => {
  const client = await provider.register(PLACE, ...SCOPES);
  const { id_token, userinfo, eduinfo } = await signIn(provider, jar, client, "userinfo");
  expect(userinfo).toMatchObject({ sub: id_token.sub, name: PUPIL.name, email_verified: expect.any(Boolean) });
  expect(eduinfo).toMatchObject({ sub: id_token.sub, ...EDUINFO });
});

test("client that always unpacks", async ({ provider, jar }) => {
  const client = await provider.register(PLACE, ...SCOPES, "--always-gzip");
  const { id_token, eduinfo } = await signIn(provider, jar, client, "gunzip");
  expect(eduinfo).toMatchObject({ sub: id_token.sub, ...EDUINFO });
});

test("client that always unpacks fails where its service is not registered so", async ({ provider, jar }) => {
  const client = await provider.register(PLACE, ...SCOPES);
  await expect(signIn(provider, jar, client, "gunzip")).rejects.toThrow(/Not in GZIP format/);
});
