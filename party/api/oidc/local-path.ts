const MAX_LENGTH = 512;

/** A path of our own, as an address on `origin`; null for everything that a browser might take for another site. */
export function localAddress(path: string, origin: string): string | null {
  if (path.length > MAX_LENGTH || !path.startsWith("/") || !URL.canParse(path, origin)) return null;
  // What the browser's own rules make of it counts: they drop tabs, and read a backslash as a slash.
  const address = new URL(path, origin);
  // The whole address, for a path may begin with two slashes once its dots are resolved.
  return address.origin === origin ? address.href : null;
}
