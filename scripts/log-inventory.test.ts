import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** `log.fact("a.b"`, and in the room, which has the log as a port, `log("a.b"`; a line break may stand between. */
const EVENT = /\blog(?:\.(?:fact|alarm|failure))?\(\s*"([a-z]+\.[a-z_]+)"/g;

test("every event that is logged has a row in docs/security.md", async () => {
  const files = await readdir("party", { recursive: true });
  const sources = files.filter((name) => name.endsWith(".ts") && !name.includes(".test."));
  const texts = await Promise.all(sources.map((name) => readFile(`party/${name}`, "utf8")));
  const events = new Set(
    texts.flatMap((text) => [...text.matchAll(EVENT)].map(([, event]) => event)),
  );
  expect(events.size).toBeGreaterThan(15);
  const inventory = await readFile("docs/security.md", "utf8");
  const untold = [...events].filter((event) => !inventory.includes(`\`${event}\``));
  expect(untold).toEqual([]);
});
