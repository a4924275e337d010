import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import type { Profile } from "../people/people-by-http.ts";
import { queryClient } from "../query-client.ts";
import { ProfileForm } from "./profile-form.tsx";

afterEach(cleanup);

const ANN: Profile = {
  id: "ann",
  name: "Ann",
  pronouns: "",
  status: null,
  role: "owner",
  since: 1,
};

async function show(profile: Partial<Profile> = {}) {
  await render(
    <QueryClientProvider client={queryClient}>
      <ProfileForm profile={{ ...ANN, ...profile }} onSaved={() => Promise.resolve()} />
    </QueryClientProvider>,
  );
}

const preview = () => page.getByRole("group", { name: "Preview" }).element().textContent;

test("shows how it will look while it is written", async () => {
  await show();
  expect(preview()).toBe("Ann");
  await page.getByLabelText("Name", { exact: true }).fill("Annabel");
  await page.getByLabelText("Pronouns").fill("she/her");
  await page.getByRole("button", { name: "Out sick" }).click();
  expect(preview()).toBe("Annabelshe/her🤒Out sick until the end of today");
  await page.getByLabelText("Clear after").selectOptions("Don’t clear");
  expect(preview()).toBe("Annabelshe/her🤒Out sick");
  await page.getByRole("button", { name: "Clear status" }).click();
  expect(preview()).toBe("Annabelshe/her");
});

test("keeps the end that was set, and offers others", async () => {
  const until = new Date().setHours(24, 0, 0, 0);
  await show({ status: { emoji: "🌴", text: "Away", until } });
  const clear = page.getByLabelText("Clear after");
  await expect.element(clear).toHaveValue("kept");
  expect(preview()).toContain("until the end of today");
  await clear.selectOptions("Don’t clear");
  expect(preview()).toBe("Ann🌴Away");
});

test("takes no more than the server would", async () => {
  await show();
  await page.getByLabelText("Pronouns").click();
  await userEvent.keyboard("x".repeat(45));
  await expect.element(page.getByLabelText("Pronouns")).toHaveValue("x".repeat(40));
});
