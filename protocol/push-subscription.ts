import * as v from "valibot";

/** 65 and 16 bytes in base64url, as every browser gives them. */
const PUBLIC_KEY = /^[A-Za-z0-9_-]{87}$/;
const AUTH_SECRET = /^[A-Za-z0-9_-]{22}$/;

/**
 * Where one browser can be reached while nothing of Parley is open in it, and the keys that only it can open what is sent with
 * (RFC 8291). Whether the address may be spoken to is the server's to say (party/push/endpoint.ts).
 */
export const PushSubscriptionKeys = v.object({
  endpoint: v.pipe(v.string(), v.maxLength(2_048)),
  keys: v.object({
    p256dh: v.pipe(v.string(), v.regex(PUBLIC_KEY)),
    auth: v.pipe(v.string(), v.regex(AUTH_SECRET)),
  }),
});
export type PushSubscriptionKeys = v.InferOutput<typeof PushSubscriptionKeys>;

/** The language of the page that has subscribed: what is pushed is written in it, as nothing in the browser translates it. */
export const PushLanguage = v.picklist(["en", "de", "ar"]);
export type PushLanguage = v.InferOutput<typeof PushLanguage>;
