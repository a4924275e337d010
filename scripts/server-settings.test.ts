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
    PARLEY_OIDC_PROVIDERS: "[1]",
    PARLEY_PUSH_SUBJECT: "mailto:a@b.example",
    PARLEY_PUSH_LOOPBACK: "allowed",
  });
  expect(workerBindings(changed, secrets, "x")).toMatchObject({
    ROOM_LIMITS: '{"sendBurst":1}',
    DOOR_LIMITS: '{"ticketsPerMinute":1}',
    CLIENT_ADDRESS_HEADER: "X-Real-IP",
    RP_ID: "example.org",
    OIDC_PROVIDERS: "[1]",
    PUSH_SUBJECT: "mailto:a@b.example",
    PUSH_LOOPBACK: "allowed",
  });
});

test("a server that others reach does not start with a push service of this machine", () => {
  const PARLEY_PUSH_LOOPBACK = "allowed";
  expect(readServerSettings({ PARLEY_PUSH_LOOPBACK }).pushLoopback).toBe("allowed");
  const PARLEY_ORIGIN = "http://127.0.0.1:4000";
  expect(readServerSettings({ PARLEY_PUSH_LOOPBACK, PARLEY_ORIGIN }).pushLoopback).toBe("allowed");
  for (const reached of [
    { PARLEY_ORIGIN: "https://chat.example.org" },
    { HOST: "192.168.0.5" },
    { HOST: "0.0.0.0" },
  ])
    expect(() => readServerSettings({ PARLEY_PUSH_LOOPBACK, ...reached })).toThrow(
      "PARLEY_PUSH_LOOPBACK",
    );
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
