import { LibsqlError } from "@libsql/client/web";
import { expect, test } from "vitest";
import { openDatabase } from "./client.ts";
import { patient } from "./patient-client.ts";

test("a database that is busy with itself has written nothing, and is asked again; any other no stands", async () => {
  const failing = (code: string, times: number) => {
    let tries = 0;
    const { client } = openDatabase({ LIBSQL_URL: "http://127.0.0.1:9" });
    const answer = { rows: [] } as never;
    const ask = () => {
      tries += 1;
      return tries <= times ? Promise.reject(new LibsqlError("no", code)) : Promise.resolve(answer);
    };
    const asked = patient({ ...client, execute: ask, batch: () => ask() });
    return { asked, tries: () => tries };
  };
  const one = failing("SQLITE_BUSY", 3);
  await one.asked.execute("select 1");
  const some = failing("SQLITE_BUSY", 3);
  await some.asked.batch(["select 1"], "write");
  expect([one.tries(), some.tries()]).toEqual([4, 4]);
  const full = failing("SQLITE_FULL", 3);
  await expect(full.asked.execute("select 1")).rejects.toThrow(LibsqlError);
  expect(full.tries()).toBe(1);
  const busyForEver = failing("SQLITE_BUSY", 1_000);
  await expect(busyForEver.asked.execute("select 1")).rejects.toThrow(LibsqlError);
});
