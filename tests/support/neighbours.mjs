// A mail server and an SMS gateway for one server, and what they were sent.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { NEIGHBOURS } from "./programs.mjs";

class Outbox {
  constructor(address) {
    this.address = address;
  }

  /** What was sent, the newest first: `{ id, channel, to, subject, text, html, received_at }`. */
  async messages() {
    return (await fetch(new URL("messages", this.address))).json();
  }

  async clear() {
    await fetch(new URL("messages", this.address), { method: "DELETE" });
  }
}

/** Starts them on free ports, with the settings that lead a server to them. */
export async function startNeighbours() {
  const secret = randomBytes(32).toString("hex");
  const child = spawn(NEIGHBOURS, ["--sms-secret", secret], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((end) => child.once("close", end));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const { smtp, sms, outbox } = await ready(child);
  const [host, port] = smtp.split(":");
  const mail = { from: "教育通行 <no-reply@edupass.example>", host, port: Number(port), security: "none" };
  return { settings: { mail, sms: { url: sms, secret } }, outbox: new Outbox(outbox), stop };
}

/** Their first line: where they listen. */
function ready(child) {
  return new Promise((listening, fail) => {
    createInterface({ input: child.stdout }).once("line", (line) => listening(JSON.parse(line)));
    child.once("error", fail);
    child.once("close", (code) => fail(new Error(`the neighbours ended with ${code}`)));
  });
}
