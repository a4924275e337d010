import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { queryClient } from "../query-client.ts";
import { AT_THE_DOOR } from "./community-door.ts";
import { UnsubscribePage } from "./unsubscribe-page.tsx";

const stop = () => page.getByRole("button", { name: "Stop these mails" });
let asked: string[] = [];
let answer = () => new Response(null, { status: 204 });

beforeEach(() => {
  asked = [];
  answer = () => new Response(null, { status: 204 });
  vi.stubGlobal("fetch", (url: string, { method = "GET" }: RequestInit = {}) => {
    // The page's frame may ask who the community is.
    if (url !== "/api/community") asked.push(`${method} ${url}`);
    return Promise.resolve(answer());
  });
  history.replaceState(null, "", "/unsubscribe#missed.ann.seal");
  queryClient.setQueryData(AT_THE_DOOR, { name: "Club", door: "invite", mail: true });
});
afterEach(async () => {
  await cleanup();
  vi.unstubAllGlobals();
  queryClient.clear();
  history.replaceState(null, "", "/");
});

const shown = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <UnsubscribePage isInside={false} />
    </QueryClientProvider>,
  );

test("opening it asks nothing of the server; one press, and it is done", async () => {
  await shown();
  await expect.element(stop()).toHaveFocus();
  expect(asked).toEqual([]);
  await stop().click();
  await expect
    .element(page.getByRole("heading", { name: "You get no more of these mails" }))
    .toBeVisible();
  expect(asked).toEqual(["POST /api/mail/unsubscribe?token=missed.ann.seal"]);
});

test("a link that is none says so", async () => {
  const body = {
    type: "about:blank",
    status: 410,
    code: "link_invalid",
    title: "No.",
    retryable: false,
  };
  answer = () =>
    new Response(JSON.stringify(body), {
      status: 410,
      headers: { "Content-Type": "application/problem+json" },
    });
  await shown();
  await stop().click();
  await expect
    .element(page.getByRole("heading", { name: "This link does not work any more" }))
    .toBeVisible();
});
