import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { queryClient } from "../query-client.ts";
import { AT_THE_DOOR } from "./community-door.ts";
import { MailWays } from "./mail-ways.tsx";

afterEach(async () => {
  await cleanup();
  queryClient.clear();
});

test.each([
  ["Email me a link", "/link"],
  ["Forgot your password?", "/reset"],
])("%s leads to where one asks for it", async (says, path) => {
  const history = await shown(true);
  await page.getByRole("button", { name: says }).click();
  expect(history.at(-1)).toBe(path);
});

test("where no mail is sent, nothing of it is offered", async () => {
  await shown(false);
  await expect.element(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(page.getByRole("button").elements()).toEqual([]);
});

async function shown(mail: boolean): Promise<string[]> {
  queryClient.setQueryData(AT_THE_DOOR, { name: "Club", door: "invite", mail });
  const { hook, history } = memoryLocation({ path: "/", record: true });
  await render(
    <QueryClientProvider client={queryClient}>
      <Router hook={hook}>
        <h1>Sign in</h1>
        <MailWays />
      </Router>
    </QueryClientProvider>,
  );
  return history;
}
