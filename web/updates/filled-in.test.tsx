import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, beforeAll, expect, test } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { ProfileForm } from "../account/profile-form.tsx";
import type { Profile } from "../people/people-by-http.ts";
import { queryClient } from "../query-client.ts";
import { isFilledIn, watchFields } from "./filled-in.ts";

beforeAll(watchFields);
afterEach(cleanup);

const PROFILE: Profile = {
  id: "ann",
  name: "Ann",
  pronouns: "",
  status: null,
  role: "owner",
  since: 1,
};

test("what somebody types into their profile is not reloaded away", async () => {
  await render(
    <QueryClientProvider client={queryClient}>
      <ProfileForm profile={PROFILE} onSaved={() => Promise.resolve()} />
    </QueryClientProvider>,
  );
  expect(isFilledIn()).toBe(false);
  await page.getByLabelText("Pronouns").fill("she/her");
  expect(isFilledIn()).toBe(true);
  await cleanup();
  expect(isFilledIn()).toBe(false);
});

test("what was chosen from a list is not reloaded away", async () => {
  await render(
    <QueryClientProvider client={queryClient}>
      <ProfileForm profile={PROFILE} onSaved={() => Promise.resolve()} />
    </QueryClientProvider>,
  );
  await page.getByLabelText("Clear after").selectOptions("1 hour");
  expect(isFilledIn()).toBe(true);
});

test("what was typed before anybody watched is not reloaded away either", async () => {
  await render(<input aria-label="Name of the community" defaultValue="" />);
  const field = page.getByLabelText("Name of the community").element();
  if (field instanceof HTMLInputElement) field.value = "Tea";
  expect(isFilledIn()).toBe(true);
});
