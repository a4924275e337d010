import type { CustomFetch } from "openid-client";
import { isSafeAddress } from "./provider.ts";

/** Metadata, keys and tokens are a few KiB. */
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * How we speak to a provider: what it has written into its own metadata leads to https only, no redirect is followed, and an endless
 * answer ends. Time limits come with the request's signal.
 */
export function providerFetch(allowInsecure: boolean): CustomFetch {
  return async (url, { body, method, headers, signal }) => {
    const address = new URL(url);
    if (!isSafeAddress(address, allowInsecure)) throw new UnsafeAddress();
    const answer = await fetch(address, {
      method,
      headers,
      redirect: "manual",
      // Nothing else is ever sent.
      ...(body instanceof URLSearchParams ? { body } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = await readAtMost(answer, MAX_ANSWER_BYTES);
    // Some statuses may have no body, not even an empty one.
    return new Response(bytes.byteLength === 0 ? null : bytes, answer);
  };
}

class UnsafeAddress extends Error {
  override name = "UnsafeAddress";
}

class AnswerTooLarge extends Error {
  override name = "AnswerTooLarge";
}

async function readAtMost(answer: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop hangs up.
    if (size > most) throw new AnswerTooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
