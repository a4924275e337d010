import { Trouble } from "./trouble.ts";
import { dataFolder, type DataFolder } from "./data-folder.ts";
import type { Secrets } from "./secrets.ts";
import { namesInVain, objectionsOfWorker, saidToWorker } from "./variables.ts";

const DEFAULT_PORT = 1999;
const LOOPBACK = "127.0.0.1";
const EVERYWHERE = "0.0.0.0";

/** What the environment says about a server on this machine. */
export type ServerSettings = {
  host: string;
  port: number;
  data: DataFolder;
  /** The address to tell people. */
  address: string;
  origins: string[];
  /** The Worker's variables that were set, as party/env.ts reads them. */
  said: Record<string, string>;
  /** Where mail goes: to a service, to `catch`, our own inbox (scripts/mail), or nowhere. */
  mail: "service" | "catch" | "off";
  /** Whether the server prints what it does when all is well, too. */
  tellsAll: boolean;
};

/** Who reads `npm start`'s log, and how much of it. */
const LOGS = ["", "all"];

/** @throws Trouble that names everything that is wrong, each in a line of its own. */
export function readServerSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const port = readPort(env["PORT"]);
  const host = env["HOST"] || "127.0.0.1";
  const published = readOrigins(env["PARLEY_ORIGIN"]);
  const {
    MAIL_URL,
    MAIL_FROM,
    MAIL_TOKEN,
    MAIL_STYLE,
    ORIGINS: _,
    ...said
  } = saidToWorker(env, "start");
  const mail = { MAIL_URL, MAIL_FROM, MAIL_TOKEN, MAIL_STYLE };
  const isOpen = host !== LOOPBACK;
  const settings: ServerSettings = {
    host,
    port: port ?? DEFAULT_PORT,
    data: dataFolder(env["PARLEY_DATA"] || ".data"),
    address: published[0] ?? originOf(host === EVERYWHERE || !isOpen ? "localhost" : host, port),
    origins: [
      originOf("localhost", port),
      originOf(LOOPBACK, port),
      ...(host === EVERYWHERE || !isOpen ? [] : [originOf(host, port)]),
      ...published,
    ],
    said: MAIL_URL ? { ...said, ...onlySet(mail) } : said,
    // An inbox that only this machine can open is no use to people elsewhere: they are offered no mail then.
    mail: MAIL_URL ? "service" : isOpen || published.length > 0 ? "off" : "catch",
    tellsAll: env["PARLEY_LOG"] === "all",
  };
  const problems = [
    ...namesInVain(env, "start"),
    ...(port === null ? ["The variable PORT has to be a number from 1 to 65535."] : []),
    ...(LOGS.includes(env["PARLEY_LOG"] ?? "")
      ? []
      : ['The variable PARLEY_LOG has to be "all", or empty.']),
    ...objectionsOfWorker({
      ...workerBindings(settings, {}, "http://127.0.0.1:9"),
      // Only what was said: the rest of them is made of HOST, which is tried when it is listened on.
      ORIGINS: published.join(",") || originOf(LOOPBACK, port),
    }),
    // It would post to whatever listens on its own machine.
    ...(said["PUSH_LOOPBACK"] && isOpen
      ? ["The variable PARLEY_PUSH_LOOPBACK has to be empty where other machines reach the server."]
      : []),
  ];
  if (problems.length > 0) throw new Trouble(problems.join("\n"));
  return settings;
}

/** The Worker's variables, as party/env.ts reads them. */
export function workerBindings(
  { said, origins }: ServerSettings,
  secrets: Partial<Secrets>,
  libsqlUrl: string,
): Record<string, string> {
  return {
    ...secrets,
    // Said also when they are empty: the configuration of the edge, which `npm run dev` starts from, has them.
    CLIENT_ADDRESS_HEADER: "",
    PLACES_FROM: "",
    ...said,
    LIBSQL_URL: libsqlUrl,
    ORIGINS: origins.join(","),
  };
}

function readOrigins(list: string | undefined): string[] {
  return (list ?? "")
    .split(",")
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "");
}

function onlySet(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/** As browsers say it: without the port that everybody means. */
function originOf(host: string, port: number | null): string {
  const address = `http://${host}:${port ?? DEFAULT_PORT}`;
  return URL.canParse(address) ? new URL(address).origin : address;
}

/** Null when it is no port. */
function readPort(raw: string | undefined): number | null {
  if (raw === undefined || raw === "") return DEFAULT_PORT;
  const port = Number(raw);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}
