// docs/openapi.json as something to hold answers and requests against: a body that it does not describe, or
// that has a member more than it says, is a fault.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";

/** What the server may say to any request (crates/server/src/error.rs), whatever is asked for. */
const ANYWHERE = [403, 404, 405, 413, 429, 500, 502, 503];

export class Api {
  #ajv = new Ajv2020.default({ strict: false, allErrors: true });
  #paths;

  constructor(file = "docs/openapi.json") {
    const description = closed(JSON.parse(readFileSync(file, "utf8")));
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(description, "api");
    this.#paths = description.paths;
    this.codes = description.components.schemas.ErrorCode.enum;
  }

  /** What is wrong with an answer to `call` (`POST /api/v1/flows/{id}/challenge`), or with its not coming. */
  answerFaults(call, { fault, status, body }) {
    const [method, path] = parts(call);
    const operation = this.#paths[path]?.[method];
    if (operation === undefined) return [`the API has no ${call}`];
    if (fault !== undefined) return [];
    const described = operation.responses[status];
    if (described === undefined) return ANYWHERE.includes(status) ? this.#problemFaults(body, status) : [`${call} never answers ${status}`];
    if (described.content === undefined) return body === undefined ? [] : [`${call} answers ${status} without a body`];
    const schema = pointer("paths", path, method, "responses", String(status), "content", "application/json", "schema");
    const faults = this.#faults(schema, body);
    return status >= 400 ? [...faults, ...statusFaults(body, status)] : faults;
  }

  /** What is wrong with what a page sends; without its body, with what it asks for. */
  requestFaults(method, address, body) {
    const path = this.#template(address, method.toLowerCase());
    if (path === undefined) return [`the API has no ${method} ${address}`];
    if (body === undefined) return [];
    const described = this.#paths[path][method.toLowerCase()].requestBody;
    if (described === undefined) return body === "{}" ? [] : [`${method} ${path} takes no body`];
    const schema = pointer("paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema");
    return this.#faults(schema, JSON.parse(body)).map((fault) => `${method} ${path}: ${fault}`);
  }

  /** What is wrong with a value of this name. */
  schemaFaults(name, value) {
    return this.#faults(pointer("components", "schemas", name), value);
  }

  #problemFaults(body, status) {
    // A proxy's page is no answer of ours.
    if (typeof body === "string" && body.startsWith("<")) return [];
    return [...this.schemaFaults("Problem", body), ...statusFaults(body, status)];
  }

  #template(address, method) {
    const path = address.split("?")[0].split("/");
    const fits = (template) => {
      const names = template.split("/");
      return names.length === path.length && names.every((name, at) => name === "{id}" || name === path[at]);
    };
    return Object.keys(this.#paths).find((template) => fits(template) && method in this.#paths[template]);
  }

  #faults(schema, value) {
    const check = this.#ajv.getSchema(`api#${schema}`) ?? this.#ajv.compile({ $ref: `api#${schema}` });
    if (check(value)) return [];
    return check.errors.map(({ instancePath, message, params }) =>
      `${instancePath || "the body"} ${message}${params.additionalProperty ? `: ${params.additionalProperty}` : ""}`);
  }
}

function parts(call) {
  const [method, path] = call.split(" ");
  return [method.toLowerCase(), path];
}

/** A JSON pointer (RFC 6901) as a fragment. */
function pointer(...names) {
  return names.map((name) => `/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");
}

/** A problem carries its own status (RFC 9457 §3.1.3). */
function statusFaults(body, status) {
  return body?.status === status ? [] : [`its problem says ${body?.status}, it is answered with ${status}`];
}

/** Every object takes what is described and nothing else: serde leaves out what it does not know, and so a
 *  member that the API has lost would go unnoticed. */
function closed(node) {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== "object" || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  const isObject = copy.type === "object" && copy.properties !== undefined;
  return isObject && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy;
}
