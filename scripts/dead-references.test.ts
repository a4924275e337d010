import { expect, test } from "vitest";
import { deadReferences, findDeadReferences } from "./dead-references.ts";

const known = {
  isFile: (file: string) => ["docs/protocol.md", "party/room/room.ts"].includes(file),
  isCommand: (name: string) => name === "bench",
};

test("a file or command that is named and not there is told", () => {
  const text = "See [the wire](protocol.md), `party/room/gone.ts`, and `npm run dance -- 3`.";
  expect(deadReferences("docs/guarantees.md", text, known)).toEqual([
    "docs/guarantees.md names party/room/gone.ts, which is not there.",
    "docs/guarantees.md names the command dance, which package.json has not.",
  ]);
});

test("what is there is not told, nor are other sites and words that only look alike", () => {
  const text =
    "[Map](docs/protocol.md#words), `party/room/room.ts`, `npm run bench -- fan-out`, [x](https://example.org/a), `web → protocol`.";
  expect(deadReferences("README.md", text, known)).toEqual([]);
});

test("this project's documents name nothing that is not there", async () => {
  expect(await findDeadReferences()).toEqual([]);
});
