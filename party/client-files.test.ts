import { expect, test } from "vitest";
import { answerFile } from "./client-files.ts";

const env = { ORIGINS: ["https://chat.example.org"] };

const ask = (url: string, type = "text/html; charset=utf-8") =>
  answerFile(new Request(url), env, {
    fetch: async () =>
      new Response("a file", {
        headers: { "Content-Type": type, "Strict-Transport-Security": "max-age=1" },
      }),
  });

test("a script that is not there is a 404 that nobody keeps, not the page under the script's name", async () => {
  const answer = await ask("http://localhost:1999/assets/gone-1234.js");
  expect(answer.status).toBe(404);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(await answer.text()).toBe("");
  const there = await ask("http://localhost:1999/assets/app-1234.js", "text/javascript");
  expect([there.status, await there.text()]).toEqual([200, "a file"]);
});

test("TLS is asked for only where the page came over it", async () => {
  const told = async (url: string) => (await ask(url)).headers.has("Strict-Transport-Security");
  expect(await told("http://localhost:1999/rooms")).toBe(false);
  expect(await told("https://chat.example.org/rooms")).toBe(true);
  expect(await told("http://chat.example.org/rooms")).toBe(true);
});
