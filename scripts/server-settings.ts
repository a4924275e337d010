import { Trouble } from "./trouble.ts";
import { dataFolder, type DataFolder } from "./data-folder.ts";
import type { Secrets } from "./secrets.ts";

/** What the environment says about a server on this machine. */
export type ServerSettings = {
  host: string;
  port: number;
  data: DataFolder;
  /** The address to tell people. */
  address: string;
  origins: string[];
  /** JSON text, or undefined for the usual limits (protocol/limits.ts). */
  roomLimits: string | undefined;
  /** The same for what may be asked of the API. */
  doorLimits: string | undefined;
  /** The header in which a proxy in front of us says who it speaks for; empty: there is none. */
  clientAddressHeader: string;
  /** The domain that passkeys are for, where that is not each address's own host. */
  rpId: string | undefined;
  /** The Worker's variables for a mail service, `catch` for our own inbox (scripts/mail), or `off`. */
  mail: Record<string, string> | "catch" | "off";
  /** JSON text: other sites that people sign in with (party/auth/oidc/provider.ts); undefined: there are none. */
  oidcProviders: string | undefined;
  /** Whom push services may turn to; undefined: the published address. */
  pushSubject: string | undefined;
  /** Whether notifications may go to a push service of this machine, as in tests. */
  pushLoopback: string | undefined;
  /** Whether the server prints what it does when all is well, too. */
  tellsAll: boolean;
};

/** @throws Trouble when PORT is no port, or mail has no sender. */
export function readServerSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const port = readPort(env["PORT"]);
  const host = env["HOST"] || "127.0.0.1";
  const published = env["PARLEY_ORIGIN"];
  return {
    host,
    port,
    data: dataFolder(env["PARLEY_DATA"] || ".data"),
    address: published || `http://${isLoopback(host) ? "localhost" : host}:${port}`,
    origins: [
      `http://localhost:${port}`,
      `http://127.0.0.1:${port}`,
      ...(isLoopback(host) ? [] : [`http://${host}:${port}`]),
      ...(published ? [published] : []),
    ],
    roomLimits: env["PARLEY_ROOM_LIMITS"] || undefined,
    doorLimits: env["PARLEY_DOOR_LIMITS"] || undefined,
    clientAddressHeader: env["PARLEY_CLIENT_ADDRESS_HEADER"] || "",
    rpId: env["PARLEY_RP_ID"] || undefined,
    mail: readMail(env, host === "127.0.0.1" && !published),
    oidcProviders: env["PARLEY_OIDC_PROVIDERS"] || undefined,
    pushSubject: env["PARLEY_PUSH_SUBJECT"] || undefined,
    pushLoopback: readPushLoopback(env, host === "127.0.0.1" && isHere(published)),
    tellsAll: env["PARLEY_LOG"] === "all",
  };
}

/** The Worker's variables, as party/env.ts reads them. */
export function workerBindings(
  settings: ServerSettings,
  secrets: Secrets,
  libsqlUrl: string,
): Record<string, string> {
  return {
    ...secrets,
    LIBSQL_URL: libsqlUrl,
    ORIGINS: settings.origins.join(","),
    // Said also when they are empty: the configuration of the edge, which `npm run dev` starts from, has them.
    CLIENT_ADDRESS_HEADER: settings.clientAddressHeader,
    ...(typeof settings.mail === "string" ? {} : settings.mail),
    PLACES_FROM: "",
    ...(settings.roomLimits === undefined ? {} : { ROOM_LIMITS: settings.roomLimits }),
    ...(settings.doorLimits === undefined ? {} : { DOOR_LIMITS: settings.doorLimits }),
    ...(settings.rpId === undefined ? {} : { RP_ID: settings.rpId }),
    ...(settings.pushSubject === undefined ? {} : { PUSH_SUBJECT: settings.pushSubject }),
    ...(settings.pushLoopback === undefined ? {} : { PUSH_LOOPBACK: settings.pushLoopback }),
    ...(settings.oidcProviders === undefined ? {} : { OIDC_PROVIDERS: settings.oidcProviders }),
  };
}

/** An inbox that only this machine can open is no use to people elsewhere: they are offered no mail then. */
function readMail(env: NodeJS.ProcessEnv, isForThisMachine: boolean): ServerSettings["mail"] {
  const url = env["PARLEY_MAIL_URL"];
  if (!url) return isForThisMachine ? "catch" : "off";
  const from = env["PARLEY_MAIL_FROM"];
  if (!from)
    throw new Trouble(
      'PARLEY_MAIL_URL is set and PARLEY_MAIL_FROM is not: say from whom mail comes, as in "Club <chat@example.org>".',
    );
  const [token, style] = [env["PARLEY_MAIL_TOKEN"], env["PARLEY_MAIL_STYLE"]];
  return {
    MAIL_URL: url,
    MAIL_FROM: from,
    ...(token ? { MAIL_TOKEN: token } : {}),
    ...(style ? { MAIL_STYLE: style } : {}),
  };
}

const LOOPBACK = ["localhost", "127.0.0.1"];

function isHere(published: string | undefined): boolean {
  return !published || (URL.canParse(published) && LOOPBACK.includes(new URL(published).hostname));
}

/** A server that others reach would post to whatever listens on its own machine. */
function readPushLoopback(env: NodeJS.ProcessEnv, isForThisMachine: boolean): string | undefined {
  const setting = env["PARLEY_PUSH_LOOPBACK"];
  if (!setting) return undefined;
  if (isForThisMachine) return setting;
  throw new Trouble(
    "PARLEY_PUSH_LOOPBACK is for tests on this machine: take it away, because other machines reach this server.",
  );
}

function readPort(raw: string | undefined): number {
  if (raw === undefined || raw === "") return 1999;
  const port = Number(raw);
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
  if (isPort) return port;
  throw new Trouble(`PORT is ${JSON.stringify(raw)}: give a number from 1 to 65535.`);
}

function isLoopback(host: string): boolean {
  return host === "127.0.0.1" || host === "0.0.0.0";
}
