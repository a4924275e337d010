/**
 * What answers tell browsers not to do with them (security.md §1.11). Answers of the Worker get theirs as they are made;
 * files of the client get theirs at build, because at the edge no Worker sees them (scripts/client-headers.ts).
 */

const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The client is one page, and its address may hold an invite: what a later screen would allow, /join would allow too.
  "Referrer-Policy": "no-referrer",
};

/** For JSON and for nothing at all: whatever a browser might take it for, it may do nothing with it. */
export const DATA_HEADERS: Readonly<Record<string, string>> = {
  ...ALWAYS,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
};

/** What the client's page may load and run: its own files, its own server, and no text as code. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  // Browsers count wss: on the page's own host as 'self'.
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  // Nothing of ours turns text into script. One policy names the service worker's file and nothing else, and is made before anything
  // else runs (web/updates/worker-address.ts); by the other, what is pasted is read into a document in which nothing runs, for its words
  // (web/composer/rich-paste.ts). There cannot be a third.
  "trusted-types service-worker pasted",
].join("; ");

const UNUSED_POWERS = [
  "accelerometer",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "screen-wake-lock",
  "serial",
  "sync-xhr",
  "usb",
  "xr-spatial-tracking",
];

/** Only over TLS: a server must not say it elsewhere (RFC 6797 §7.2). */
export const TRANSPORT_HEADERS: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
};

/** For every file of the client, the page included. */
export const FILE_HEADERS: Readonly<Record<string, string>> = {
  ...ALWAYS,
  // A page cannot say this one of itself (see scripts/client-headers.ts).
  "Content-Security-Policy": `${PAGE_POLICY}; frame-ancestors 'none'`,
  "Permissions-Policy": UNUSED_POWERS.map((power) => `${power}=()`).join(", "),
};

/** For files that have their content's hash in their name. */
export const HASHED_FILE_HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "public, max-age=31536000, immutable",
};

/** Sets what an answer of the Worker has to say. Nothing is cached unless its route says so. */
export function secure(headers: Headers, isOverTls: boolean): void {
  for (const [name, value] of Object.entries(DATA_HEADERS)) headers.set(name, value);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  if (isOverTls) {
    for (const [name, value] of Object.entries(TRANSPORT_HEADERS)) headers.set(name, value);
  }
}

/** Behind a proxy that ends TLS the address says http; then the community's own origins tell. */
export function isOverTls(url: string, origins: readonly string[]): boolean {
  const { protocol, host } = new URL(url);
  return protocol === "https:" || origins.includes(`https://${host}`);
}
