import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { queryClient } from "../query-client.ts";
import { AT_THE_DOOR } from "./community-door.ts";
import { ConfirmAddress } from "./confirm-address.tsx";

afterEach(async () => {
  await cleanup();
  queryClient.clear();
});

test("whoever is signed in presses a button", async () => {
  await shown(true);
  await expect.element(page.getByRole("button", { name: "Confirm" })).toHaveFocus();
});

test("whoever is not has nothing to press into somebody else's hands, and is told why", async () => {
  await shown(false);
  await expect
    .element(page.getByRole("heading", { name: "Sign in first, then open the link again" }))
    .toBeVisible();
  await expect.element(page.getByText("If you have made no account in Club")).toBeVisible();
  expect(page.getByRole("button", { name: "Confirm" }).elements()).toEqual([]);
});

async function shown(isInside: boolean) {
  queryClient.setQueryData(AT_THE_DOOR, { name: "Club", door: "invite", mail: true });
  await render(
    <QueryClientProvider client={queryClient}>
      <ConfirmAddress token="token" isInside={isInside} />
    </QueryClientProvider>,
  );
}
