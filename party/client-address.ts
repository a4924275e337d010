/**
 * Whom to count a request against, by the header that the operator trusts: an IPv4 address, or an IPv6 network of 64 bits,
 * because whoever has one of its addresses has them all. Always in the same spelling. Null when it is no address: then
 * nothing is known, for a runtime like ours does not tell who is at the other end of a socket.
 */
export function clientAddress(header: string): string | null {
  const [address = ""] = withoutPort(nearestOf(header)).split("%");
  const bytes = ipv4Bytes(address);
  if (bytes) return bytes.join(".");
  const groups = ipv6Groups(address);
  return groups && (ipv4Inside(groups) ?? networkOf(groups));
}

/** Of a list, what the proxy itself has written: the last. Those before it are the client's own words. */
function nearestOf(header: string): string {
  return header.slice(header.lastIndexOf(",") + 1).trim();
}

function withoutPort(text: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, dotted] = /^([\d.]+):\d+$/.exec(text) ?? [];
  return bracketed ?? dotted ?? text;
}

/** Without leading zeros, which some read as octal. */
const BYTE = /^(?:0|[1-9]\d{0,2})$/;

function ipv4Bytes(text: string): number[] | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => BYTE.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

const GROUP = /^[\da-f]{1,4}$/i;
const GROUPS = 8;

function ipv6Groups(text: string): number[] | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head = "", tail] = halves;
  const before = groupsOf(head, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (!before || !after) return null;
  const missing = GROUPS - before.length - after.length;
  const isWhole = tail === undefined ? missing === 0 : missing > 0;
  return isWhole ? [...before, ...Array.from({ length: missing }, () => 0), ...after] : null;
}

/** An IPv4 address may stand for the last two groups. */
function groupsOf(half: string, isLast: boolean): number[] | null {
  if (half === "") return [];
  const groups: number[] = [];
  const parts = half.split(":");
  for (const [i, part] of parts.entries()) {
    const bytes = isLast && i === parts.length - 1 ? ipv4Bytes(part) : null;
    const [a = 0, b = 0, c = 0, d = 0] = bytes ?? [];
    if (bytes) groups.push(a * 256 + b, c * 256 + d);
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

const MAPPED = "0:0:0:0:0:ffff";
/** A translator between the two internets: one network of it stands for everybody behind it. */
const TRANSLATED = "64:ff9b:0:0:0:0";

function ipv4Inside(groups: readonly number[]): string | null {
  const prefix = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(":");
  if (prefix !== MAPPED && prefix !== TRANSLATED) return null;
  return groups
    .slice(6)
    .flatMap((group) => [Math.floor(group / 256), group % 256])
    .join(".");
}

function networkOf(groups: readonly number[]): string {
  const network = groups.slice(0, 4).map((group) => group.toString(16));
  return `${network.join(":")}::/64`;
}
