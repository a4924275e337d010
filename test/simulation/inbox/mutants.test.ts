import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { edited } from "../bundle.ts";
import { CRAMPED } from "./cramped.ts";
import { MUTANTS } from "./mutants.ts";

const ROOT = new URL("../../../", import.meta.url);

it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  "the bug can be put in: %s",
  async (_name, { file, find, replace, also = [] }) => {
    for (const edit of [{ file, find, replace }, ...also, ...CRAMPED]) {
      const text = await readFile(new URL(edit.file, ROOT), "utf8");
      expect(() => edited(text, edit)).not.toThrow();
    }
  },
);
