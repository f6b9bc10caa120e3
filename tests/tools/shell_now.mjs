import { spawnSync } from "node:child_process";
import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";
const clear = await seed();
const server = await startServer();
const { status } = spawnSync("node", ["tests/tools/shell.mjs", server.origin, "src/shell.json"], { stdio: "inherit" });
await server.stop();
clear();
process.exit(status);
