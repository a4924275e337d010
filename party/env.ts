import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { DOOR_LIMITS, ROOM_LIMITS } from "#protocol/limits.ts";
import { Providers } from "./auth/oidc/provider.ts";
import { Hasher } from "./auth/scrypt.ts";
import { MailEnv } from "./mail/mail-env.ts";
import { PushKey, PushLoopback, PushSubject } from "./push/push-env.ts";

/** Secrets are 32 random bytes in base64url. */
const Secret = v.pipe(
  v.string("is missing"),
  v.regex(/^[A-Za-z0-9_-]{43}$/, "has to be 32 random bytes in base64url"),
);

/** Exactly what a browser says in its Origin header: no path, no slash at the end. */
const Origins = v.pipe(
  v.string("is missing"),
  v.transform((list) => list.split(",").map((origin) => origin.trim())),
  v.check((origins) => origins.every(isOrigin), "has to list origins such as https://example.org"),
);

const PublicJwk = {
  kty: v.literal("OKP"),
  crv: v.literal("Ed25519"),
  kid: v.pipe(v.string(), v.minLength(1)),
  x: v.string(),
};

const KEYS_EXPECTED = "has to be JSON with a private Ed25519 JWK, with kid, under `current`";

/**
 * `next` is published before it is used, and signs from `from` on (ms since epoch), where it has one; `previous` is still accepted for a
 * while (security.md §1.2).
 */
const TokenKeySet = v.object(
  {
    current: v.object({ ...PublicJwk, d: v.string() }, KEYS_EXPECTED),
    next: v.optional(
      v.object(
        { ...PublicJwk, d: v.optional(v.string()), from: v.optional(v.number()) },
        KEYS_EXPECTED,
      ),
    ),
    previous: v.optional(v.object(PublicJwk, KEYS_EXPECTED)),
  },
  KEYS_EXPECTED,
);

const limit = v.exactOptional(v.pipe(v.number(), v.minValue(1)));
const RoomLimitChanges = v.strictObject(
  {
    sendBurst: limit,
    sendsPerSecond: limit,
    roomSendsPerSecond: limit,
    callsPerMinute: limit,
    roomCallsPerMinute: limit,
    noteMentionsPerMinute: limit,
    roomNoteMentionsPerMinute: limit,
    signalsPerSecond: limit,
    framesPerMinute: limit,
    pollBurst: limit,
    pollsPerSecond: limit,
    entryBurst: limit,
    entriesPerMinute: limit,
    pageBurst: limit,
    pagesPerSecond: limit,
    archiveDegradedAfterMs: limit,
    archiveReadOnlyAfterMs: limit,
    archiveReadOnlyAfterEvents: limit,
    presenceGraceMs: limit,
    noteUpdatesPerSecond: limit,
    noteQuietMs: limit,
    missedHourMs: limit,
  },
  "has to be JSON that changes some of the limits in protocol/limits.ts",
);

const DoorLimitChanges = v.strictObject(
  {
    signInsPerMinute: limit,
    signUpsPerMinute: limit,
    inviteLooksPerMinute: limit,
    ticketsPerMinute: limit,
    passkeyChallengesPerMinute: limit,
    passkeyAnswersPerMinute: limit,
    mailsPerMinute: limit,
    mailTriesPerMinute: limit,
    mailboxPerHour: limit,
    passwordsPerMinute: limit,
    roomsPerMinute: limit,
    exportsPerDay: limit,
    providerVisitsPerMinute: limit,
  },
  "has to be JSON that changes some of the limits in protocol/limits.ts",
);

/** A password's hash and a session go over this line, and so does the token: in the open on this machine only. */
const DatabaseUrl = v.pipe(
  v.string("is missing"),
  v.url("has to be an address"),
  v.check(isSheltered, "has to be https: or libsql:, unless it is on this machine"),
);

/** The header in which the edge or a proxy says who it speaks for; empty when nobody can be believed. */
const HeaderName = v.pipe(v.string(), v.regex(/^[\w-]*$/, "has to be the name of a header"));

/** Whose passkeys are: a domain. Empty: each origin's own host. */
const RpId = v.pipe(v.string(), v.regex(/^[a-z0-9.-]*$/, "has to be a domain such as example.org"));
/** Whose word on where a request came from is taken: the edge's own, or nobody's. Other runtimes repeat what the client says. */
const PlacesFrom = v.picklist(["edge", ""], 'has to be "edge", or empty');

const Version = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{1,64}$/, "has to be a word of letters, digits, dots and hyphens"),
);
const Milliseconds = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, "has to be a number of milliseconds"),
  v.transform(Number),
);
/** Where the edge is asked to keep new objects: near most of their people, if those are far from whoever comes first. */
const LocationHint = v.picklist(
  ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"],
  "has to be one of wnam, enam, sam, weur, eeur, apac, oc, afr, me",
);
/** Where the edge may keep and run objects at all. Part of their ids: under another one they are others, and empty. */
const Jurisdiction = v.picklist(["eu", "fedramp"], "has to be eu or fedramp");

const Json = v.transform((value: unknown) =>
  typeof value === "string" ? parseJson(value) : value,
);

const Variables = v.object({
  LIBSQL_URL: DatabaseUrl,
  LIBSQL_TOKEN: v.optional(v.string()),
  ORIGINS: Origins,
  TOKEN_KEYS: v.pipe(v.unknown(), Json, TokenKeySet),
  REFRESH_SECRET: Secret,
  PASSWORD_PEPPER: Secret,
  INTERNAL_SECRET: Secret,
  /** Which deployment this is; it is said in the headers of the API. */
  VERSION: v.optional(Version),
  /** Over so long those come back whom the server before this one has sent away (party/going/returning.ts). */
  RETURNING_MS: v.optional(Milliseconds, "0"),
  LOCATION_HINT: v.optional(LocationHint),
  JURISDICTION: v.optional(Jurisdiction),
  /** Lets whoever watches the server see its figures; without it nobody sees them. */
  METRICS_TOKEN: v.optional(Secret),
  HASHER: v.optional(Hasher),
  ROOM_LIMITS: v.optional(
    v.pipe(
      v.unknown(),
      Json,
      RoomLimitChanges,
      v.transform((changes) => ({ ...ROOM_LIMITS, ...changes })),
    ),
    "{}",
  ),
  DOOR_LIMITS: v.optional(
    v.pipe(
      v.unknown(),
      Json,
      DoorLimitChanges,
      v.transform((changes) => ({ ...DOOR_LIMITS, ...changes })),
    ),
    "{}",
  ),
  CLIENT_ADDRESS_HEADER: v.optional(HeaderName, ""),
  RP_ID: v.optional(RpId, ""),
  PLACES_FROM: v.optional(PlacesFrom, ""),
  OIDC_PROVIDERS: v.optional(v.pipe(v.unknown(), Json, Providers), "[]"),
  ...MailEnv,
  /** Without it no notifications are sent. */
  PUSH_KEY: v.optional(v.pipe(v.unknown(), Json, PushKey)),
  PUSH_SUBJECT: v.optional(PushSubject),
  PUSH_LOOPBACK: v.optional(PushLoopback, ""),
});

const Env = v.pipe(
  Variables,
  // Partial checks: they are made also where something else is wrong, so that everything is told at once.
  v.forward(
    v.partialCheck(
      [["PUSH_LOOPBACK"], ["ORIGINS"]],
      ({ PUSH_LOOPBACK, ORIGINS }) => PUSH_LOOPBACK === "" || ORIGINS.every(isOnThisMachine),
      "has to be empty where people come from other machines",
    ),
    ["PUSH_LOOPBACK"],
  ),
  v.forward(
    v.partialCheck(
      [["MAIL_URL"], ["MAIL_FROM"]],
      ({ MAIL_URL, MAIL_FROM }) => MAIL_URL === undefined || MAIL_FROM !== "",
      'has to be there with MAIL_URL, such as "Club <chat@example.org>"',
    ),
    ["MAIL_FROM"],
  ),
);
export type Env = v.InferOutput<typeof Env>;

/** The names of all variables. */
export const ENV_NAMES: readonly string[] = Object.keys(Variables.entries);

/** `within`: where in the variable's JSON, or empty. `expected` goes on with the sentence "The variable NAME …", and holds no value. */
export type EnvProblem = { variable: string; within: string; expected: string };

/** Everything that is wrong with a configuration: once for each variable, and each place in one. */
export function problemsIn(raw: Readonly<Record<string, unknown>>): EnvProblem[] {
  const { issues = [] } = v.safeParse(Env, filledIn(raw));
  const problems = issues.map(problemOf);
  const isFirst = ({ variable, within }: EnvProblem, index: number) =>
    index === problems.findIndex((other) => other.variable === variable && other.within === within);
  return problems.filter(isFirst);
}

/** One sentence, which an operator may know the variable by another name in. */
export function tellProblem({ variable, within, expected }: EnvProblem): string {
  return `The variable ${within === "" ? variable : `${variable} (at ${within})`} ${expected}.`;
}

const known = new WeakMap<object, Env>();

/**
 * The configuration, from a host's bindings. They are read once for each object that holds them.
 * @throws Error that names each variable that is wrong and what it has to be, but never its value.
 */
export function readEnv(raw: unknown): Env {
  if (!isRecord(raw)) throw new Error("There is no configuration.");
  const seen = known.get(raw);
  if (seen) return seen;
  const parsed = v.safeParse(Env, filledIn(raw));
  if (!parsed.success) throw new Error(problemsIn(raw).map(tellProblem).join(" "));
  known.set(raw, parsed.output);
  return parsed.output;
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null;
}

/** What is set to nothing is left out, as lists of variables have it everywhere. */
function filledIn(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = (name: string) => (raw[name] === "" ? undefined : raw[name]);
  return Object.fromEntries(ENV_NAMES.map((name) => [name, given(name)]));
}

function problemOf({ path, message }: v.BaseIssue<unknown>): EnvProblem {
  const [variable = "", ...within] = (path ?? []).map(({ key }) => String(key));
  // Valibot's own sentences quote what was received, which may be a secret.
  const isOurs = /^(is|has) /.test(message);
  const expected = isOurs ? message : "is missing or has the wrong form";
  return { variable, within: within.join("."), expected };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

function isOnThisMachine(origin: string): boolean {
  return LOOPBACK.includes(new URL(origin).hostname);
}

function isSheltered(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, searchParams } = new URL(address);
  const isOverTls =
    protocol === "https:" || (protocol === "libsql:" && searchParams.get("tls") !== "0");
  return isOverTls || LOOPBACK.includes(hostname);
}
