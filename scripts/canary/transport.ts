import { ask } from "../../test/wire/person.ts";
import { bad, isOverTls, notHere, ok, type Check, type Visit } from "./check.ts";
import { versionAgreed } from "./version-agreed.ts";

/** What each answer has to say, whatever is in front of the server. */
const PAGE = {
  "content-security-policy": /default-src 'none'.*frame-ancestors 'none'/,
  "x-content-type-options": /^nosniff$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "referrer-policy": /^no-referrer$/,
};
const DATA = { "cache-control": /no-store/, "x-content-type-options": /^nosniff$/ };
const OVER_TLS = { "strict-transport-security": /^max-age=31536000\b[^,]*$/ };

/** Headers are made at build for the edge, and by the Worker elsewhere; a proxy may add its own, or lose some. */
export const headers: Check = {
  name: "headers",
  async look(visit) {
    const tls = isOverTls(visit) ? OVER_TLS : {};
    const wrong = [
      ...(await wrongAt(visit, "/", { ...PAGE, ...tls })),
      ...(await wrongAt(visit, "/api/community", { ...DATA, ...tls })),
      ...(await wrongAt(visit, "/service-worker.js", { "cache-control": /no-cache/ })),
    ];
    return wrong.length === 0 ? ok("as Parley says them") : bad(wrong.join("; "));
  },
};

async function wrongAt({ url }: Visit, path: string, wanted: Record<string, RegExp>) {
  const answer = await ask(url, "GET", path);
  return Object.entries(wanted)
    .filter(([name, value]) => !value.test(answer.headers.get(name) ?? ""))
    .map(([name]) => `${path} says ${name}: ${answer.headers.get(name) ?? "nothing"}`);
}

export const cookie: Check = {
  name: "the session's cookie",
  async look(visit) {
    const { url, person } = visit;
    const body = person.credentials;
    const { status, headers } = await ask(url, "POST", "/api/session", { body });
    const said = headers.get("set-cookie") ?? "";
    if (status !== 201) return bad(`signing in was answered with ${status}`);
    const wanted = ["HttpOnly", "SameSite=Strict", ...(isOverTls(visit) ? ["Secure"] : [])];
    const missing = wanted.filter((word) => !said.includes(word));
    if (missing.length > 0) return bad(`has no ${missing.join(", ")}`);
    if (!isOverTls(visit)) return ok("HttpOnly, SameSite=Strict; Secure only over TLS");
    return said.startsWith("__Host-rt=")
      ? ok("__Host-, Secure, HttpOnly, SameSite=Strict")
      : bad("has no __Host-");
  },
};

export const tls: Check = {
  name: "TLS",
  async look(visit) {
    if (!isOverTls(visit)) return notHere("this address has none");
    const best = await versionAgreed(visit.url, "TLSv1.3").catch(notAgreed);
    const old = await versionAgreed(visit.url, "TLSv1.1").catch(notAgreed);
    if (old !== null) return bad(`agrees to ${old}`);
    return ok(`${best ?? "TLSv1.2"}, and nothing older than 1.2`);
  },
};

const notAgreed = () => null;
