import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { requireSameCommunity } from "./checks.ts";
import type { Deployment } from "./deployment.ts";
import { howToGoBack } from "./going-back.ts";
import { untilVersion } from "./live.ts";
import type { Made } from "./record.ts";

type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

let server: Server;
let origin: string;
/** One after the other; the last one goes on. */
let answers: Answer[];

beforeEach(async () => {
  answers = [];
  server = createServer((_request, response) => {
    const {
      status = 200,
      headers = {},
      body = {},
    } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const version = (name: string): Answer => ({ headers: { "Parley-Version": name } });

test("a new version is there when it answers three times in a row, for old ones answer in between", async () => {
  answers = ["old", "new", "old", "new", "new", "new"].map(version);
  await untilVersion(origin, "new", 20_000);
  expect(answers).toHaveLength(1);
});

test("one that does not come is told apart from nobody there", async () => {
  answers = [version("old")];
  await expect(untilVersion(origin, "new", 1)).rejects.toThrow(
    "still answers with another version",
  );
  answers = [{ status: 503 }];
  await expect(untilVersion(origin, "new", 1)).rejects.toThrow("does not answer");
});

const deployment = (kid: string, vars: Record<string, string> = {}): Deployment => ({
  worker: "parley",
  origin,
  database: { url: "https://x.invalid", token: undefined },
  vars,
  secrets: { TOKEN_KEYS: JSON.stringify({ current: { kid: "older" }, next: { kid } }) },
});
const published = (headers: Record<string, string> = {}): Answer => ({
  headers,
  body: { keys: [{ kid: "one" }, { kid: "two" }] },
});

test("keys of which one is published there are the community's; without one in common nothing is deployed", async () => {
  answers = [published()];
  await requireSameCommunity(deployment("two"));
  await expect(requireSameCommunity(deployment("three"))).rejects.toThrow("has other keys");
});

test("a jurisdiction cannot be taken, changed or taken away where there are rooms already", async () => {
  answers = [published()];
  const eu = { JURISDICTION: "eu" };
  await expect(requireSameCommunity(deployment("one", eu))).rejects.toThrow(
    'are in the jurisdiction "none", and PARLEY_JURISDICTION says "eu"',
  );
  answers = [published({ "Parley-Jurisdiction": "eu" })];
  await requireSameCommunity(deployment("one", eu));
  await expect(requireSameCommunity(deployment("one"))).rejects.toThrow(
    "cannot be changed any more",
  );
});

test("where nobody answers, or somebody else does, nothing is there yet", async () => {
  const looked = (where: Deployment) =>
    expect(requireSameCommunity(where)).resolves.toBeUndefined();
  answers = [{ status: 404 }];
  await looked(deployment("three"));
  answers = [{ body: ["a page of somebody's"] }];
  await looked(deployment("three"));
  await looked({ ...deployment("three"), origin: "http://127.0.0.1:9" });
});

test("how to go back is told with the id of the version before, unless a migration of objects forbids it", () => {
  const before: Made = {
    at: "",
    version: "20261126T000000-abc",
    worker: "their-id",
    objects: "v5",
  };
  expect(howToGoBack("commons", before, "v5")).toContain(
    "To go back to 20261126T000000-abc: npx wrangler rollback their-id --name commons --yes",
  );
  expect(howToGoBack("commons", before, "v6")).toContain('by "wrangler rollback" is not possible');
  expect(howToGoBack("commons", null, "v5")).toContain("nothing to go back to");
});
