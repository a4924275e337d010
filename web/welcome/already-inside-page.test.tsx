import "../styles/layers.css";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { AlreadyInsidePage } from "./already-inside-page.tsx";

afterEach(cleanup);

test("whoever is inside is told so behind an invite link, and led to their rooms", async () => {
  const { hook, history } = memoryLocation({ path: "/join", record: true });
  await render(
    <Router hook={hook}>
      <AlreadyInsidePage community="Tea House" />
    </Router>,
  );
  await expect
    .element(page.getByRole("heading", { name: "You are already in Tea House" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Go to your rooms" }).click();
  expect(history).toEqual(["/"]);
});
