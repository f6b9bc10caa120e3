// A web server of its own for one test: Apache with mod_auth_openidc, certified and written in C.
// A page behind it shows who came, as a service's program sees it: in its environment.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "./server.mjs";

/** Where Debian has them; `cargo xtask test` installs both. */
const PROGRAM = "/usr/sbin/apache2";
const MODULES = "/usr/lib/apache2/modules";
const LOADED = ["mpm_event", "authn_core", "authz_core", "authz_user", "include", "ssl", "auth_openidc"];

const LINES_KEPT = 40;
/** What the page shows: claims of the ID token and of userinfo, and the tokens. */
const SHOWN = ["CLAIM_sub", "CLAIM_iss", "CLAIM_name", "CLAIM_email", "access_token", "refresh_token"];

const CALLBACK = "/pupils/callback";

/** Chooses where an Apache will be, so that it can be registered. */
export async function placeApache() {
  const [address, inner] = [`https://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  return {
    address,
    /** Without TLS: the server itself trusts the authorities of the world alone, and not the tests'. */
    inner,
    redirectUri: `${address}${CALLBACK}`,
    postLogoutUri: `${address}/signed-out.html`,
    backChannelLogoutUri: `${inner}${CALLBACK}?logout=backchannel`,
  };
}

/** Starts it as this client, with further lines of configuration; resolves with how to stop it. */
export async function startApache(place, provider, client, further = []) {
  const missing = [PROGRAM, join(MODULES, "mod_auth_openidc.so")].filter((file) => !existsSync(file));
  if (missing.length > 0) {
    const command = "apt-get install apache2-bin libapache2-mod-auth-openidc";
    throw new Error(`${missing.join(" and ")} not there: run \`cargo xtask test\`, or ${command}`);
  }
  const folder = mkdtempSync(join(tmpdir(), "edupass-apache-"));
  // It is started by root on some machines, and then serves as somebody else.
  chmodSync(folder, 0o755);
  writePages(folder);
  const known = [...clientLines(place, provider, client), ...resourceLines(provider, client)];
  const lines = [...ownLines(place, provider.authority), ...known, ...further];
  const file = join(folder, "apache.conf");
  writeFileSync(file, lines.join("\n"));
  const child = spawn(PROGRAM, ["-d", folder, "-f", file, "-DFOREGROUND"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((end) => child.once("close", end));
  await serving(child);
  return async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}

function writePages(folder) {
  const pages = join(folder, "pages");
  const echo = (name) => `<dt>${name}</dt><dd><!--#echo var="OIDC_${name}" --></dd>`;
  for (const folder of ["pupils", "records"]) {
    mkdirSync(join(pages, folder), { recursive: true });
    writeFileSync(join(pages, folder, "hello.html"), `<dl>${SHOWN.map(echo).join("\n")}</dl>`);
  }
  writeFileSync(join(pages, "signed-out.html"), "<h1>Signed out</h1>");
}

function ownLines({ address, inner }, { key, certificate }) {
  return [
    ...LOADED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    ...[address, inner].map((origin) => `Listen ${new URL(origin).host}`),
    `ServerName ${address}`,
    "User www-data",
    "Group www-data",
    "PidFile apache.pid",
    "DefaultRuntimeDir .",
    "Mutex file:.",
    // Its log is its sign of life, and a socket cannot be opened by name.
    'ErrorLog "|/bin/cat"',
    "DocumentRoot pages",
    "SSLEngine on",
    `SSLCertificateFile ${certificate}`,
    `SSLCertificateKeyFile ${key}`,
    `<VirtualHost ${new URL(inner).host}>`,
    "  SSLEngine off",
    "</VirtualHost>",
    '<Location "/">',
    "  Options +Includes",
    "  ForceType text/html;charset=utf-8",
    "  SetOutputFilter INCLUDES",
    "</Location>",
  ];
}

function clientLines({ redirectUri }, { issuer, authority }, { client_id, client_secret }) {
  return [
    `OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration`,
    `OIDCCABundlePath ${authority.ca}`,
    `OIDCClientID ${client_id}`,
    `OIDCClientSecret ${client_secret}`,
    `OIDCRedirectURI ${redirectUri}`,
    'OIDCScope "openid profile email"',
    "OIDCPKCEMethod S256",
    `OIDCCryptoPassphrase ${randomBytes(24).toString("hex")}`,
    "OIDCPassClaimsAs environment",
    "OIDCPassRefreshToken On",
    '<Location "/pupils/">',
    "  AuthType openid-connect",
    "  Require valid-user",
    "</Location>",
  ];
}

/** A resource for programs, which show an access token; the provider is asked each time (RFC 7662). */
function resourceLines({ issuer }, { client_id, client_secret }) {
  return [
    `OIDCOAuthIntrospectionEndpoint ${issuer}/oidc/v1/introspect`,
    "OIDCOAuthIntrospectionEndpointAuth client_secret_basic",
    "OIDCOAuthTokenIntrospectionInterval -1",
    "OIDCOAuthRemoteUserClaim sub",
    `OIDCOAuthClientID ${client_id}`,
    `OIDCOAuthClientSecret ${client_secret}`,
    '<Location "/records/">',
    "  AuthType oauth20",
    "  Require valid-user",
    "</Location>",
  ];
}

/** Resolves once it says that it is serving. */
function serving(child) {
  const said = [];
  return new Promise((ready, fail) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on("line", (line) => {
        said.push(line);
        if (said.length > LINES_KEPT) said.shift();
        if (line.includes("resuming normal operations")) ready();
      });
    }
    child.once("error", fail);
    child.once("close", (code) => fail(new Error(`Apache ended with ${code}:\n${said.join("\n")}`)));
  });
}

/** What the page shows, by name. */
export async function shown(response) {
  const text = await response.text();
  const found = [...text.matchAll(/<dt>(\w+)<\/dt><dd>(.*)<\/dd>/g)];
  return Object.fromEntries(found.map(([, name, value]) => [name, value]));
}
