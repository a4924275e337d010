import type { PushMessage } from "#protocol/push-message.ts";

/** A message as it is pushed, with a body of one's own. */
export function pushed(body: string): PushMessage & { kind: "message" | "test" } {
  return {
    kind: "message",
    web_push: 8030,
    notification: {
      title: "Ann in Kitchen",
      body,
      navigate: "https://chat.example.org/rooms/kitchen/7",
      tag: "kitchen/7",
      lang: "en",
      dir: "auto",
      silent: false,
      app_badge: 3,
      data: { place: { room: "kitchen" as never, seq: 7 }, notSent: "Not sent" },
    },
  };
}
