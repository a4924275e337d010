import "../styles/layers.css";
import { QueryClientProvider } from "@tanstack/react-query";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { refusal, REFUSALS } from "#protocol/refusals.ts";
import { queryClient } from "../query-client.ts";
import { ANN } from "../timeline/story.test-kit.ts";
import { AccountPage } from "./account-page.tsx";

const NOON = Date.UTC(2026, 10, 23, 12);
const THIS = { id: "here", device: "Firefox on Linux", place: "Berlin, DE", isThis: true };
const PHONE = { id: "phone", device: "Safari on iOS", place: null, isThis: false };
const HALL = { id: "hall-1", provider: "hall", name: "Town Hall", label: "ann@hall.example" };

/** The server, as far as this page asks it. */
let devices: (typeof THIS | typeof PHONE)[];
let asked: string[];
let isProved: boolean;
let codesLeft: number;

beforeEach(() => {
  devices = [THIS, PHONE];
  asked = [];
  isProved = true;
  codesLeft = 7;
  vi.stubGlobal("fetch", answer);
});
afterEach(async () => {
  await cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

const times = { createdAt: NOON, lastUsedAt: NOON };

function told(path: string): object | undefined {
  switch (path) {
    case "/api/community":
      return { name: "Tea House", door: "invite", mail: true, editWindowMs: null };
    case "/api/profile":
      return { ...ANN, role: "owner", since: NOON, pronouns: "she/her", status: null };
    case "/api/devices":
      return { devices: devices.map((device) => ({ ...device, ...times })) };
    case "/api/email":
      return { email: "ann@example.org", isVerified: false };
    case "/api/oidc":
      return { providers: [{ id: "hall", name: "Town Hall" }] };
    case "/api/identities":
      return { identities: [{ ...HALL, ...times }] };
    case "/api/proof":
      return { password: true, passkey: false, mail: false };
    case "/api/ways":
      return {
        email: "ann@example.org",
        isEmailVerified: false,
        password: true,
        passkeys: [{ id: "key", name: "Laptop", isBackedUp: false, ...times }],
        recoveryCodes: codesLeft,
        identities: [{ issuer: "https://hall.example", label: HALL.label, createdAt: NOON }],
      };
    default:
      return undefined;
  }
}

async function answer(path: string, { method = "GET", body }: RequestInit = {}): Promise<Response> {
  if (path.startsWith("/api/session"))
    return Response.json({
      accessToken: "t",
      expiresAt: Date.now() + 300_000,
      person: { ...ANN, role: "owner" },
    });
  if (method === "GET") return Response.json(told(path) ?? {});
  asked.push(`${method} ${path}${typeof body === "string" ? ` ${body}` : ""}`);
  if (path === "/api/proof/password") isProved = true;
  else if (!isProved) {
    const { status, says: title } = REFUSALS.proof_needed;
    return Response.json({ ...refusal("proof_needed"), status, title }, { status });
  }
  const [, id] = /^\/api\/devices\/(\w+)$/.exec(path) ?? [];
  devices = devices.filter((device) => device.id !== id);
  return new Response(null, { status: 204 });
}

const show = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <AccountPage />
    </QueryClientProvider>,
  );

test("says everything about oneself, subject by subject", async () => {
  await show();
  for (const title of [
    "Profile",
    "Email",
    "Passkeys",
    "Password",
    "Linked accounts",
    "Recovery codes",
    "Devices",
    "Your data",
  ])
    await expect.element(page.getByRole("heading", { name: title, level: 2 })).toBeVisible();
  await expect.element(page.getByLabelText("Pronouns")).toHaveValue("she/her");
  await expect.element(page.getByText("ann@example.org")).toBeVisible();
  await expect.element(page.getByText("Laptop", { exact: true })).toBeVisible();
  await expect.element(page.getByText(/ann@hall\.example/)).toBeVisible();
  await expect.element(page.getByText(/7/).first()).toBeVisible();
  await expect.element(page.getByText(/^This device · Berlin, DE · since /)).toBeVisible();
});

test("a device that is signed out is gone from the list, and the focus is not lost", async () => {
  await show();
  await page.getByRole("button", { name: "Sign out of Safari on iOS" }).click();
  await expect.element(page.getByText("Safari on iOS")).not.toBeInTheDocument();
  expect(asked).toEqual(["DELETE /api/devices/phone"]);
  await expect.element(page.getByRole("list", { name: "Devices" })).toHaveFocus();
});

test("what takes a proof asks for it, and then goes on by itself", async () => {
  isProved = false;
  await show();
  await page.getByLabelText("Current password").fill("correct horse battery");
  await page.getByLabelText("New password", { exact: true }).fill("a staple and a battery");
  await page.getByRole("button", { name: "Change password" }).click();
  const dialog = page.getByRole("dialog", { name: "Show that it is you" });
  await dialog.getByLabelText("Password", { exact: true }).fill("correct horse battery");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect
    .poll(() => asked.map((one) => one.split(" {")[0]))
    .toEqual(["PUT /api/password", "POST /api/proof/password", "PUT /api/password"]);
});

test("whoever shows no proof is told that it was not done", async () => {
  isProved = false;
  codesLeft = 0;
  await show();
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Show that it is you" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect.element(page.getByText(REFUSALS.proof_needed.says)).toBeVisible();
});

test("has nothing that axe objects to", async () => {
  await show();
  await expect.element(page.getByText(/^This device/)).toBeVisible();
  await expect.element(page.getByText(/ann@hall\.example/)).toBeVisible();
  const { violations } = await axe.run(document.body, {
    // The page alone, without its frame.
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});
