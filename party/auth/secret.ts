const encoder = new TextEncoder();

/** 256 random bits in base64url: nobody guesses one. */
export function newSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** What is stored of a secret that was given away. */
export async function hashOf(secret: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(secret))));
}

/** HMAC-SHA-256 of `data` under a key of the server's. */
export async function sealOf(key: string, data: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, [
    "sign",
  ]);
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes)));
}

/** Takes the same time wherever the two differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  let difference = left.length ^ right.length;
  for (const [i, byte] of left.entries()) difference |= byte ^ (right[i] ?? 0);
  return difference === 0;
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null when it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // Someone has made it up.
    return null;
  }
}
