// TLS before a server, as an operator has it: a certificate authority of the tests' own, and a proxy.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { createServer, request as askSecurely } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Of this machine alone, and only while the tests run. */
const NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1";
const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

/** Makes an authority and a certificate that it signed: the files' places, for programs that read them. */
export async function makeAuthority(folder) {
  const at = (name) => join(folder, name);
  const made = { ca: at("ca.pem"), key: at("key.pem"), certificate: at("certificate.pem") };
  const [caKey, request, extensions] = [at("ca-key.pem"), at("request.pem"), at("extensions")];
  writeFileSync(extensions, `${NAMES}\nbasicConstraints=CA:FALSE\n`);
  await openssl("req", "-x509", ...NEW_KEY, "-keyout", caKey, "-out", made.ca, "-days", "2", "-subj", "/CN=Test CA");
  await openssl("req", ...NEW_KEY, "-keyout", made.key, "-out", request, "-subj", "/CN=localhost");
  const signed = ["-CA", made.ca, "-CAkey", caKey, "-CAcreateserial", "-days", "2", "-extfile", extensions];
  await openssl("x509", "-req", "-in", request, "-out", made.certificate, ...signed);
  return made;
}

async function openssl(...words) {
  try {
    await run("openssl", words);
  } catch (error) {
    if (error.code === "ENOENT") throw new Error("openssl is not there: run `cargo xtask test`, or apt-get install openssl");
    throw error;
  }
}

/** Ends TLS on `port` and passes everything on to `target` (HOST:PORT), with the name that was asked for. */
export async function startProxy({ key, certificate }, port, target) {
  const [host, targetPort] = target.split(":");
  const files = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createServer(files, (incoming, outgoing) => {
    const headers = { ...incoming.headers, "x-forwarded-for": incoming.socket.remoteAddress };
    const { method, url: path } = incoming;
    const passed = ask({ host, port: targetPort, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  return async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
}

/** A `fetch` that trusts the authority and nobody else; it follows no redirects. */
export function trusting({ ca }) {
  const trusted = readFileSync(ca);
  return (address, { method = "GET", headers = {}, body, signal } = {}) =>
    new Promise((answered, fail) => {
      const content = body == null ? undefined : String(body);
      const length = content === undefined ? {} : { "content-length": Buffer.byteLength(content) };
      const all = { ...Object.fromEntries(new Headers(headers)), ...length };
      const sent = askSecurely(address, { method, headers: all, ca: trusted, signal }, async (answer) => {
        const parts = await answer.toArray().catch(fail);
        if (parts) answered(responseOf(answer, Buffer.concat(parts)));
      });
      sent.once("error", fail);
      sent.end(content);
    });
}

/** Statuses whose answers have no body (Fetch §2.2.3). */
const EMPTY = [204, 205, 304];

function responseOf({ statusCode, rawHeaders }, bytes) {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at], rawHeaders[at + 1]);
  return new Response(EMPTY.includes(statusCode) ? null : bytes, { status: statusCode, headers });
}
