import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { queryClient } from "../query-client.ts";
import type { Who } from "../shell/shell.tsx";
import { ANN } from "../timeline/story.test-kit.ts";
import { AlreadyInsidePage } from "./already-inside-page.tsx";

const who: Who = { at: "signed_in", person: { ...ANN, role: "member" }, community: "Tea House" };

afterEach(async () => {
  await cleanup();
  history.replaceState(null, "", window.location.pathname + window.location.search);
});

const show = async () => {
  const { hook, history } = memoryLocation({ path: "/join", record: true });
  await render(
    <QueryClientProvider client={queryClient}>
      <Router hook={hook}>
        <AlreadyInsidePage who={who} />
      </Router>
    </QueryClientProvider>,
  );
  return history;
};

test("whoever is inside is told so behind an invite link, and led to their rooms", async () => {
  const visited = await show();
  await expect
    .element(page.getByRole("heading", { name: "You are already in Tea House" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Go to your rooms" }).click();
  expect(visited).toEqual(["/"]);
});

test("an invite into a room leads there", async () => {
  history.replaceState(null, "", "#token");
  const terms = { community: "Tea House", invitedBy: "Olga", role: "guest", emailDomain: null };
  queryClient.setQueryData(["invite", "token"], {
    ok: true,
    value: { ...terms, roomName: "Kitchen" },
  });
  await show();
  await expect.element(page.getByText("The invite is for the room Kitchen.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Go to the room" })).toBeVisible();
});
