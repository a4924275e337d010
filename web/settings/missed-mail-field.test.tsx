import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { inbox, NOTHING_HELD } from "../inbox/held.ts";
import { wishes } from "../inbox/wishes.ts";
import { queryClient } from "../query-client.ts";
import { AT_THE_DOOR } from "../welcome/community-door.ts";
import { MissedMailField } from "./missed-mail-field.tsx";

const choice = () => page.getByRole("combobox", { name: "Mail me what I missed" });
const wished = () =>
  wishes.all().flatMap((wish) => (wish.type === "mail" ? [wish.afterHours] : []));

// What nobody here holds is asked for, and no answer comes.
beforeEach(() => void vi.stubGlobal("fetch", () => new Promise(() => undefined)));
afterEach(async () => {
  await cleanup();
  vi.unstubAllGlobals();
  queryClient.clear();
  inbox.setState(NOTHING_HELD, true);
  for (const { id } of wishes.all()) wishes.settle(id);
});

test("four hours hold until another choice is made, and that holds at once", async () => {
  await shown();
  await expect.element(choice()).toHaveValue("4");
  await choice().selectOptions("After a day");
  expect(wished()).toEqual([24]);
  await expect.element(choice()).toHaveValue("24");
  await choice().selectOptions("Never");
  await expect.element(choice()).toHaveValue("0");
});

test("shows what was chosen elsewhere; a language that waits to be said changes nothing of it", async () => {
  const entry = { kind: "mail", afterHours: 1, language: "en", zone: null } as const;
  inbox.setState({ epoch: "an epoch", cursor: 1, entries: new Map([["mail", entry]]) });
  wishes.add({ type: "mail", id: crypto.randomUUID() as never, language: "de" });
  await shown();
  await expect.element(choice()).toHaveValue("1");
});

test("says where its way ends: at an address that nobody has confirmed, or where no mail is sent", async () => {
  await shown({ isVerified: false });
  const link = page.getByRole("link", { name: "See to your address" });
  await expect.element(link).toHaveAttribute("href", "/account");
  await choice().selectOptions("Never");
  await expect.element(link).not.toBeInTheDocument();
  await cleanup();
  await shown({ mail: false });
  await expect.element(choice()).toBeDisabled();
  await expect.element(choice()).toHaveAccessibleDescription("This community sends no mail.");
});

test("is named, described and large enough", async () => {
  const { container } = await shown({ isVerified: false });
  const { violations } = await axe.run(container);
  expect(violations).toEqual([]);
});

function shown({ mail = true, isVerified = true } = {}) {
  queryClient.setQueryData(AT_THE_DOOR, { name: "Club", door: "invite", mail });
  queryClient.setQueryData(["email"], { email: "ann@example.org", isVerified });
  return render(
    <QueryClientProvider client={queryClient}>
      <MissedMailField />
    </QueryClientProvider>,
  );
}
