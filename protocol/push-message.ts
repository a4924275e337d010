import * as v from "valibot";
import { RoomId, Seq } from "./ids.ts";

/** The message that a notification is about; `thread`: the one that it answers. */
export const PushPlace = v.object({ room: RoomId, seq: Seq, thread: v.exactOptional(Seq) });
export type PushPlace = v.InferOutput<typeof PushPlace>;

/** What can be done in the notification itself, in words of the person's language: the worker that shows it knows none. */
const PushAction = v.object({
  action: v.picklist(["read", "reply"]),
  title: v.string(),
  /** `text`: it takes words where the browser can; elsewhere it opens the room. */
  type: v.exactOptional(v.literal("text")),
  placeholder: v.exactOptional(v.string()),
});

/** As browsers show it by themselves, where they can: a declarative push message, with an absolute address. */
const PushNotification = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  body: v.string(),
  navigate: v.pipe(v.string(), v.url()),
  /** One for each message, so that what becomes of it replaces or closes this one. */
  tag: v.string(),
  lang: v.string(),
  dir: v.picklist(["ltr", "rtl", "auto"]),
  /** Replaces what is shown without a sound, as an edit does. */
  silent: v.boolean(),
  /** On the icon of the program; 0 takes it away. */
  app_badge: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  actions: v.exactOptional(v.array(PushAction)),
  /** Stays with the notification until it is pressed. */
  data: v.object({
    place: v.exactOptional(PushPlace),
    /** Said when a deed in the notification did not get through. */
    notSent: v.exactOptional(v.string()),
  }),
});
export type PushNotification = v.InferOutput<typeof PushNotification>;

/**
 * What a server tells a browser in which nothing of Parley may be open. A `close` shows nothing, so it is no declarative message: a
 * browser that shows those by itself would take it for a broken one.
 */
export const PushMessage = v.variant("kind", [
  v.object({
    kind: v.picklist(["message", "test"]),
    web_push: v.literal(8030),
    notification: PushNotification,
  }),
  v.object({
    kind: v.literal("close"),
    tag: v.string(),
    app_badge: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  }),
]);
export type PushMessage = v.InferOutput<typeof PushMessage>;
