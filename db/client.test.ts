import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDatabase, type TestDatabase } from "../test/database.ts";
import { communityName } from "./community.ts";
import { isDatabaseFailure, openDatabase, statement, writeBatch } from "./client.ts";
import { migrate } from "./migrate.ts";
import { community } from "./schema/community.ts";

let real: TestDatabase;
let silent: Server;
let silentUrl: string;
beforeAll(async () => {
  real = await startDatabase();
  silent = createServer(() => {
    // Never answers.
  });
  silentUrl = await new Promise((resolve) => {
    silent.listen(0, "127.0.0.1", () => {
      const address = silent.address();
      if (address && typeof address === "object") resolve(`http://127.0.0.1:${address.port}`);
    });
  });
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await real.stop();
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test("a batch is done whole or not at all", async () => {
  const insert = (id: number) =>
    statement(
      real.database.ask
        .insert(community)
        .values({ id, name: "Club", foundedBy: "ann", createdAt: 1 }),
    );
  const failure = await failureOf(writeBatch(real.database, [insert(1), insert(2)]));
  expect(isDatabaseFailure(failure)).toBe(true);
  expect(await communityName(real.database)).toBeNull();
});

test("a database that is not there fails as one, for questions and for writes", async () => {
  const gone = openDatabase({ LIBSQL_URL: "http://127.0.0.1:9" });
  expect(isDatabaseFailure(await failureOf(communityName(gone)))).toBe(true);
  expect(isDatabaseFailure(await failureOf(writeBatch(gone, ["select 1"])))).toBe(true);
  expect(isDatabaseFailure(new Error("a bug of ours"))).toBe(false);
});

test("a database that does not answer is given up after the timeout", async () => {
  const hung = openDatabase({ LIBSQL_URL: silentUrl }, 50);
  expect(isDatabaseFailure(await failureOf(writeBatch(hung, ["select 1"])))).toBe(true);
  expect(isDatabaseFailure(await failureOf(communityName(hung)))).toBe(true);
});

test("a column that holds no such thing is a bug of ours, told at once", () => {
  const query = { toSQL: () => ({ sql: "?", params: [{}] }) };
  expect(() => statement(query)).toThrow("not: object");
  expect(statement({ toSQL: () => ({ sql: "?", params: [true, false, null] }) })).toEqual({
    sql: "?",
    args: [1, 0, null],
  });
});

test("migrating a second time changes nothing", async () => {
  await migrate(real.url, real.token);
  expect(await communityName(real.database)).toBeNull();
});

test("a migration that cannot run says where in one sentence, without the token", async () => {
  const failure = await failureOf(migrate("http://127.0.0.1:9/?token=secret"));
  expect(String(failure)).toMatch(/^Error: The database at 127\.0\.0\.1:9 could not be brought/);
  expect(String(failure)).not.toContain("secret");
  expect(String(await failureOf(migrate("nonsense")))).toContain("an unreadable address");
});
