/** Where links in mails lead: always one of the community's own addresses, and the published one if there is one. */
export function linkOrigin(origins: readonly string[], asking: string | undefined): string {
  const isHttps = (origin: string) => origin.startsWith("https:");
  // What a request says is taken only when it is ours: a mail must never lead to somebody else's page.
  const own = origins.find((origin) => origin === asking);
  if (own !== undefined && isHttps(own)) return own;
  return origins.find(isHttps) ?? own ?? origins[0] ?? "";
}
