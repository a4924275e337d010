import { expect, test } from "vitest";
import { readServerSettings, workerBindings } from "./server-settings.ts";

test("without any settings, a server is for this machine only, on port 1999", () => {
  expect(readServerSettings({})).toMatchObject({
    host: "127.0.0.1",
    port: 1999,
    address: "http://localhost:1999",
    origins: ["http://localhost:1999", "http://127.0.0.1:1999"],
  });
});

test("a published address is told to people and accepted from browsers", () => {
  const settings = readServerSettings({ PORT: "80", PARLEY_ORIGIN: "https://chat.example.org" });
  expect(settings.address).toBe("https://chat.example.org");
  expect(settings.origins).toContain("https://chat.example.org");
});

test("the port that everybody means is left out, as browsers leave it out", () => {
  expect(readServerSettings({ PORT: "80" })).toMatchObject({
    address: "http://localhost",
    origins: ["http://localhost", "http://127.0.0.1"],
  });
});

test("an address in the local network is accepted from browsers", () => {
  expect(readServerSettings({ HOST: "192.168.0.5" }).origins).toContain("http://192.168.0.5:1999");
});

test.each(["abc", "0", "65536", "1.5", "-1"])("PORT=%s is refused by name", (port) => {
  expect(() => readServerSettings({ PORT: port })).toThrow("PORT");
});

test("limits reach the Worker only when they were changed", () => {
  const secrets = {
    TOKEN_KEYS: "k",
    REFRESH_SECRET: "r",
    PASSWORD_PEPPER: "p",
    INTERNAL_SECRET: "i",
    PUSH_KEY: "{}",
  };
  const usual = workerBindings(readServerSettings({}), secrets, "http://127.0.0.1:1");
  expect(usual).toEqual({
    ...secrets,
    LIBSQL_URL: "http://127.0.0.1:1",
    ORIGINS: "http://localhost:1999,http://127.0.0.1:1999",
    CLIENT_ADDRESS_HEADER: "",
    PLACES_FROM: "",
  });
  const changed = readServerSettings({
    PARLEY_ROOM_LIMITS: '{"sendBurst":1}',
    PARLEY_DOOR_LIMITS: '{"ticketsPerMinute":1}',
    PARLEY_CLIENT_ADDRESS_HEADER: "X-Real-IP",
    PARLEY_RP_ID: "example.org",
    PARLEY_OIDC_PROVIDERS: "[]",
    PARLEY_PUSH_SUBJECT: "mailto:a@b.example",
    PARLEY_PUSH_LOOPBACK: "allowed",
  });
  expect(workerBindings(changed, secrets, "x")).toMatchObject({
    ROOM_LIMITS: '{"sendBurst":1}',
    DOOR_LIMITS: '{"ticketsPerMinute":1}',
    CLIENT_ADDRESS_HEADER: "X-Real-IP",
    RP_ID: "example.org",
    OIDC_PROVIDERS: "[]",
    PUSH_SUBJECT: "mailto:a@b.example",
    PUSH_LOOPBACK: "allowed",
  });
});

test("a server that others reach does not start with a push service of this machine", () => {
  const PARLEY_PUSH_LOOPBACK = "allowed";
  expect(readServerSettings({ PARLEY_PUSH_LOOPBACK }).said).toEqual({ PUSH_LOOPBACK: "allowed" });
  const PARLEY_ORIGIN = "http://127.0.0.1:4000";
  expect(readServerSettings({ PARLEY_PUSH_LOOPBACK, PARLEY_ORIGIN }).said).toEqual({
    PUSH_LOOPBACK: "allowed",
  });
  for (const reached of [
    { PARLEY_ORIGIN: "https://chat.example.org" },
    { HOST: "192.168.0.5" },
    { HOST: "0.0.0.0" },
  ])
    expect(() => readServerSettings({ PARLEY_PUSH_LOOPBACK, ...reached })).toThrow(
      "PARLEY_PUSH_LOOPBACK",
    );
});

test("everything that is wrong is told at once, by the names that were set, and without a value", () => {
  const wrong = {
    PORT: "hunter2",
    PARLEY_LOG: "everything",
    PARLEY_ORIGIN: "https://chat.example.org/hunter2",
    PARLEY_MIAL_URL: "https://hunter2.example",
    PARLEY_MAIL_URL: "https://mail.example/send",
    PARLEY_MAIL_TOKEN: "hunter2",
    PARLEY_RP_ID: "Hunter2!",
    PARLEY_OIDC_PROVIDERS: '[{"clientSecret": "hunter2"}]',
    PARLEY_ROOM_LIMITS: "hunter2",
  };
  const told = () => readServerSettings(wrong);
  expect(told).not.toThrow("hunter2");
  expect(told).toThrow(
    [
      "The variable PARLEY_MIAL_URL is none of Parley's: docs/configuration.md has the list.",
      "The variable PORT has to be a number from 1 to 65535.",
      'The variable PARLEY_LOG has to be "all", or empty.',
      "The variable PARLEY_ORIGIN has to list origins such as https://example.org.",
      "The variable PARLEY_ROOM_LIMITS has to be JSON that changes some of the limits in protocol/limits.ts.",
      "The variable PARLEY_RP_ID has to be a domain such as example.org.",
      "The variable PARLEY_OIDC_PROVIDERS (at 0.id) has to be an object with id, name, issuer and clientId.",
    ].join("\n"),
  );
  expect(told).toThrow("PARLEY_MAIL_FROM has to be there with PARLEY_MAIL_URL");
});

test("mail stays on this machine while nothing is published, and is off until it is configured", () => {
  expect(readServerSettings({}).mail).toBe("catch");
  expect(readServerSettings({ HOST: "0.0.0.0" }).mail).toBe("off");
  expect(readServerSettings({ PARLEY_ORIGIN: "https://chat.example.org" }).mail).toBe("off");
  const configured = readServerSettings({
    PARLEY_MAIL_URL: "https://mail.example/send",
    PARLEY_MAIL_FROM: "Club <chat@example.org>",
    PARLEY_MAIL_TOKEN: "t",
  });
  const secrets = {
    TOKEN_KEYS: "k",
    REFRESH_SECRET: "r",
    PASSWORD_PEPPER: "p",
    INTERNAL_SECRET: "i",
    PUSH_KEY: "{}",
  };
  expect(workerBindings(configured, secrets, "x")).toMatchObject({
    MAIL_URL: "https://mail.example/send",
    MAIL_FROM: "Club <chat@example.org>",
    MAIL_TOKEN: "t",
  });
  expect(() => readServerSettings({ PARLEY_MAIL_URL: "https://mail.example/" })).toThrow(
    "PARLEY_MAIL_FROM",
  );
});
