import { once } from "node:events";
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
  await once(silent.listen(0, "127.0.0.1"), "listening");
  silentUrl = urlOf(silent);
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await real.stop();
});

function urlOf(server: Server): string {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("it listens nowhere");
  return `http://127.0.0.1:${address.port}`;
}

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

test("a database that sends us elsewhere is not followed", async () => {
  const asked: string[] = [];
  const elsewhere = createServer((request, answer) => {
    asked.push(request.url ?? "");
    answer.writeHead(307, { Location: `${urlOf(elsewhere)}/elsewhere` }).end();
  });
  await once(elsewhere.listen(0, "127.0.0.1"), "listening");
  const sent = openDatabase({ LIBSQL_URL: urlOf(elsewhere), LIBSQL_TOKEN: "secret" });
  expect(isDatabaseFailure(await failureOf(communityName(sent)))).toBe(true);
  elsewhere.close();
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).not.toContain("/elsewhere");
});

test("a database that does not answer is given up after the timeout", async () => {
  const hung = openDatabase({ LIBSQL_URL: silentUrl }, { timeoutMs: 50 });
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
