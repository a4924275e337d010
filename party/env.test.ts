import { expect, test } from "vitest";
import { DOOR_LIMITS, ROOM_LIMITS } from "#protocol/limits.ts";
import { newBindings, newSigningKey } from "../test/secrets.ts";
import { problemsIn, readEnv, tellProblem } from "./env.ts";

const bindings = newBindings("http://127.0.0.1:8080");
const read = (changes: Record<string, unknown>) => readEnv({ ...bindings, Room: {}, ...changes });

const HALL = { id: "hall", name: "Town Hall", issuer: "https://hall.example", clientId: "parley" };
const LOCAL = { ...HALL, id: "local", issuer: "http://127.0.0.1:3000", allowInsecure: true };

test("the configuration is read once for each object that holds it", () => {
  expect(readEnv(bindings)).toBe(readEnv(bindings));
  expect(read({})).toMatchObject({
    LIBSQL_URL: "http://127.0.0.1:8080",
    ORIGINS: ["http://localhost:1999", "https://chat.example.org"],
    ROOM_LIMITS,
    DOOR_LIMITS,
    CLIENT_ADDRESS_HEADER: "",
    OIDC_PROVIDERS: [],
  });
});

test("an operator changes the limits that they name, and no others", () => {
  const { ROOM_LIMITS: limits } = read({ ROOM_LIMITS: '{"sendBurst": 100}' });
  expect(limits).toEqual({ ...ROOM_LIMITS, sendBurst: 100 });
  const { DOOR_LIMITS: doors } = read({ DOOR_LIMITS: '{"ticketsPerMinute": 300}' });
  expect(doors).toEqual({ ...DOOR_LIMITS, ticketsPerMinute: 300 });
});

test.each(["https://db.example", "libsql://db.example", "http://127.0.0.1:8080", "http://[::1]:1"])(
  "the database may be at %s",
  (LIBSQL_URL) => {
    expect(read({ LIBSQL_URL }).LIBSQL_URL).toBe(LIBSQL_URL);
  },
);

test("providers come with what most of them need", () => {
  const { OIDC_PROVIDERS: providers } = read({ OIDC_PROVIDERS: JSON.stringify([HALL, LOCAL]) });
  const usual = { scopes: "openid profile email", allowInsecure: false };
  expect(providers).toEqual([
    { ...usual, ...HALL },
    { ...usual, ...LOCAL },
  ]);
});

test("keys may come as JSON or as what JSON stands for", () => {
  const current = newSigningKey("mine");
  expect(read({ TOKEN_KEYS: { current } }).TOKEN_KEYS.current.kid).toBe("mine");
});

test.each([
  ["LIBSQL_URL", undefined, "is missing"],
  ["LIBSQL_URL", "somewhere", "has to be an address"],
  ["LIBSQL_URL", "http://database.example:8080", "has to be https:"],
  ["LIBSQL_URL", "libsql://database.example?tls=0", "has to be https:"],
  ["PLACES_FROM", "the client", "has to be "],
  ["ORIGINS", undefined, "is missing"],
  ["ORIGINS", "https://chat.example.org/", "has to list origins"],
  ["ORIGINS", "https://a.example, b.example", "has to list origins"],
  ["TOKEN_KEYS", undefined, "has to be JSON with a private Ed25519 JWK"],
  ["TOKEN_KEYS", "{hunter2", "has to be JSON with a private Ed25519 JWK"],
  [
    "TOKEN_KEYS",
    { current: { ...newSigningKey("hunter2"), d: undefined } },
    "is missing or has the wrong form",
  ],
  [
    "TOKEN_KEYS",
    { current: { ...newSigningKey("k"), crv: "hunter2" } },
    "is missing or has the wrong form",
  ],
  ["RETURNING_MS", "soon", "has to be a number of milliseconds"],
  ["REFRESH_SECRET", "hunter2", "has to be 32 random bytes in base64url"],
  ["PASSWORD_PEPPER", undefined, "is missing"],
  ["INTERNAL_SECRET", "hunter2", "has to be 32 random bytes"],
  ["ROOM_LIMITS", "{", "has to be JSON that changes some of the limits"],
  ["ROOM_LIMITS", '{"sendBurst": 0}', "is missing or has the wrong form"],
  ["ROOM_LIMITS", '{"other": 1}', "ROOM_LIMITS"],
  ["DOOR_LIMITS", '{"signInsPerMinute": 0}', "is missing or has the wrong form"],
  ["CLIENT_ADDRESS_HEADER", "X Real IP", "has to be the name of a header"],
  ["RP_ID", "https://hunter2.example", "has to be a domain"],
  ["HASHER", "hunter2", "has to be a service"],
  ["PUSH_KEY", "{hunter2", "has to be JSON with a private P-256 JWK"],
  [
    "PUSH_KEY",
    '{"kty":"EC","crv":"P-256","d":"hunter2"}',
    "(at x) has to be JSON with a private P-256 JWK",
  ],
  ["PUSH_KEY", '{"kty":"hunter2"}', "has to be JSON with a private P-256 JWK"],
  ["PUSH_SUBJECT", "hunter2", "has to be mailto: with an address, or https:"],
  ["PUSH_LOOPBACK", "hunter2", 'has to be "allowed", or empty'],
  ["MAIL_URL", "hunter2", "has to be an address"],
  ["MAIL_STYLE", "hunter2", "has to be plain or postmark"],
  ["OIDC_PROVIDERS", "{hunter2", "has to be a JSON list of providers"],
  ["OIDC_PROVIDERS", [{ ...HALL, id: "Hunter2!" }], "(at 0.id) has to be up to 32 small letters"],
  ["OIDC_PROVIDERS", [{ ...HALL, name: undefined }], "(at 0.name) is missing"],
  ["OIDC_PROVIDERS", [{ ...HALL, issuer: "hunter2" }], "(at 0.issuer) has to be an address"],
  ["OIDC_PROVIDERS", [{ ...HALL, issuer: "https://hunter2@a.example" }], "without query"],
  ["OIDC_PROVIDERS", [{ ...HALL, issuer: "https://a.example/?hunter2" }], "without query"],
  ["OIDC_PROVIDERS", [{ ...HALL, issuer: "http://hunter2.example" }], "has to be https"],
  ["OIDC_PROVIDERS", [{ ...LOCAL, allowInsecure: false }], "has to be https"],
  [
    "OIDC_PROVIDERS",
    [{ ...LOCAL, issuer: "http://hunter2.example", allowInsecure: true }],
    "(at 0.issuer) has to be https; http only on this machine, with allowInsecure",
  ],
  ["OIDC_PROVIDERS", [{ ...HALL, clientId: "" }], "(at 0.clientId) is missing"],
  ["OIDC_PROVIDERS", [{ ...HALL, scopes: "profile" }], "(at 0.scopes) has to hold openid"],
  ["OIDC_PROVIDERS", [{ ...HALL, secret: "hunter2" }], "OIDC_PROVIDERS"],
  ["OIDC_PROVIDERS", [HALL, { ...HALL, issuer: "https://b.example" }], "its own id"],
  ["OIDC_PROVIDERS", [HALL, { ...HALL, id: "b" }], "has to name each issuer once only"],
])("a wrong %s (%j) is named, but not repeated", (name, value, why) => {
  expect(() => read({ [name]: value })).toThrow(name);
  expect(() => read({ [name]: value })).toThrow(why);
  expect(() => read({ [name]: value })).not.toThrow("hunter2");
});

test("a push service on this machine is spoken to only where people come from this machine", () => {
  const PUSH_LOOPBACK = "allowed";
  expect(() => read({ PUSH_LOOPBACK })).toThrow("The variable PUSH_LOOPBACK has to be empty");
  const ORIGINS = "http://localhost:1999,http://127.0.0.1:1999";
  expect(read({ PUSH_LOOPBACK, ORIGINS })).toMatchObject({ PUSH_LOOPBACK });
});

test("without a key for notifications everything else goes on", () => {
  expect(read({ PUSH_KEY: undefined }).PUSH_KEY).toBeUndefined();
});

test("mail needs a sender", () => {
  const MAIL_URL = "https://mail.example/send";
  expect(() => read({ MAIL_URL })).toThrow("The variable MAIL_FROM has to be there with MAIL_URL,");
  expect(read({ MAIL_URL, MAIL_FROM: "a@b.example" })).toMatchObject({ MAIL_STYLE: "plain" });
});

test("everything that is wrong is told at once, also what hangs together", () => {
  const wrong = {
    ...bindings,
    REFRESH_SECRET: "hunter2",
    ORIGINS: undefined,
    RP_ID: "Hunter2!",
    MAIL_URL: "https://mail.example/send",
    ROOM_LIMITS: '{"sendBurst": 0, "pollBurst": "hunter2"}',
  };
  expect(problemsIn(wrong).map(tellProblem)).toEqual([
    "The variable ORIGINS is missing.",
    "The variable REFRESH_SECRET has to be 32 random bytes in base64url.",
    "The variable ROOM_LIMITS (at sendBurst) is missing or has the wrong form.",
    "The variable ROOM_LIMITS (at pollBurst) is missing or has the wrong form.",
    "The variable RP_ID has to be a domain such as example.org.",
    'The variable MAIL_FROM has to be there with MAIL_URL, such as "Club <chat@example.org>".',
  ]);
  expect(() => readEnv(wrong)).toThrow(/ORIGINS is missing.*REFRESH_SECRET.*MAIL_FROM/);
});

test("what is set to nothing is left out", () => {
  expect(problemsIn({ ...bindings, MAIL_URL: "", PUSH_KEY: "", OIDC_PROVIDERS: "" })).toEqual([]);
  expect(() => read({ REFRESH_SECRET: "" })).toThrow("The variable REFRESH_SECRET is missing.");
});

test("no configuration at all is told as such", () => {
  expect(() => readEnv(undefined)).toThrow("There is no configuration.");
});
