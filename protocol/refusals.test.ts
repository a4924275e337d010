import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { REFUSALS } from "./refusals.ts";

test("the protocol's page names every refusal", async () => {
  const page = await readFile(new URL("../docs/protocol.md", import.meta.url), "utf8");
  const list = page.slice(page.indexOf("## 4."));
  expect(Object.keys(REFUSALS).filter((code) => !list.includes(`\`${code}\``))).toEqual([]);
});
