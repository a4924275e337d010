import type { PushEnv } from "./push-env.ts";

export type EndpointObjection =
  | "no_address"
  | "not_https"
  | "credentials"
  | "port"
  | "not_public"
  | "own";

/** Names that are nobody's on the internet, or mean another machine to everyone who asks. */
const PRIVATE_ENDS = [
  "localhost",
  "local",
  "localdomain",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "lan",
  "home.arpa",
  "arpa",
  "test",
  "example",
  "invalid",
  "onion",
  "alt",
];
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/**
 * Why nothing is posted to this address, which a browser has named and anybody could have made up; null: it may be. Push services are
 * many, so there is no list of them. That a public name leads to a private address is the runtime's to refuse
 * (`global_fetch_strictly_public`), and TLS's: nothing in there has a certificate for that name.
 */
export function objectionToEndpoint(
  endpoint: string,
  { ORIGINS, PUSH_LOOPBACK }: Pick<PushEnv, "ORIGINS" | "PUSH_LOOPBACK">,
): EndpointObjection | null {
  if (!URL.canParse(endpoint)) return "no_address";
  const { protocol, hostname, port, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return "credentials";
  if (PUSH_LOOPBACK === "allowed" && protocol === "http:" && LOOPBACK.includes(hostname))
    return null;
  if (protocol !== "https:") return "not_https";
  // The usual one is left out by the parser.
  if (port !== "") return "port";
  const name = hostname.replace(/\.+$/, "");
  if (!isPublicName(name)) return "not_public";
  return ORIGINS.some((origin) => isWithin(name, new URL(origin).hostname)) ? "own" : null;
}

function isPublicName(name: string): boolean {
  const labels = name.split(".");
  // One word is a machine of the network that one happens to be in, such as `metadata`; and so looks an IPv6 address.
  if (labels.length < 2) return false;
  // The parser has made 0x7f.1 and 2130706433 into four numbers; no name on the internet ends in one.
  if (/^\d+$/.test(labels.at(-1) ?? "")) return false;
  return !PRIVATE_ENDS.some((end) => isWithin(name, end));
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
