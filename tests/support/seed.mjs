// Once before all tests: a database with the demo's services and the tests' own people, through the
// commands that an operator uses. Every server of the tests starts from a copy of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { edupass, ensureBuilt, makeDatabase, placed, removeData } from "./programs.mjs";
import { peopleFile, schoolsFile } from "./roster.mjs";

export default async function seed() {
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "edupass-journeys-"));
  const settings = placed(folder);
  await makeDatabase(folder);
  await edupass(settings, "demo", "seed");
  for (const [kind, text] of [["schools", schoolsFile()], ["people", peopleFile()]]) {
    const file = join(folder, `${kind}.csv`);
    writeFileSync(file, text);
    await edupass(settings, "import", kind, file);
    rmSync(file);
  }
  process.env.EDUPASS_TEST_SEED = folder;
  return () => removeData(folder);
}
