import * as v from "valibot";
import { PushMessage, PushPlace, type PushNotification } from "#protocol/push-message.ts";
import type { NotificationDeeds } from "./notification-deeds.ts";

/** What stays with a notification until it is pressed. */
const Kept = v.object({
  /** Where it leads, within the site. */
  to: v.pipe(v.string(), v.regex(/^\/(?!\/)/)),
  place: v.exactOptional(PushPlace),
  notSent: v.exactOptional(v.string()),
});
type Kept = v.InferOutput<typeof Kept>;

/** A push service may also deliver a message without its content. */
const Told = v.pipe(v.string(), v.parseJson(), PushMessage);

/** As the browser takes it; its own type does not know all of these yet. */
export type Look = Partial<
  Pick<PushNotification, "body" | "tag" | "lang" | "dir" | "silent" | "actions">
> & { icon: string; data: Kept };

/** One that is shown, as the browser hands it back. */
export type ShownNotification = {
  title: string;
  body: string;
  tag: string;
  data: unknown;
  close(): void;
};

/** A page of ours that is open somewhere. */
export type OpenPage = {
  isFocused: boolean;
  isVisible: boolean;
  focus(): Promise<void>;
  goTo(to: string): Promise<void>;
};

export type NotificationsDeps = {
  show(title: string, look: Look): Promise<void>;
  shown(tag: string): Promise<ShownNotification[]>;
  setBadge(count: number): Promise<void>;
  /** Whoever was looked at last comes first. */
  pages(): Promise<OpenPage[]>;
  openPage(to: string): Promise<void>;
  /** Whether an open page makes the sound for what is pushed now, by what was chosen there, or wants none. */
  isRungByPage(): Promise<boolean>;
  deeds: NotificationDeeds;
};

export type Press = { notification: ShownNotification; action: string; reply: string | null };

const ICON = "/icons/icon-192.png";

/** Shows what is pushed, and does what is pressed in it. Each promise lasts as long as the browser has to wait. */
export class Notifications {
  readonly #deps: NotificationsDeps;
  #screen: Promise<unknown> = Promise.resolve();

  constructor(deps: NotificationsDeps) {
    this.#deps = deps;
  }

  /** Something is shown of whatever is not understood: browsers end the subscription of those who show nothing. */
  async pushed(text: string): Promise<void> {
    const parsed = v.safeParse(Told, text);
    if (!parsed.success)
      return this.#show("Parley", { tag: "parley", icon: ICON, data: { to: "/" } });
    const message = parsed.output;
    const isQuiet = message.kind === "message" && (await this.#deps.isRungByPage());
    return this.show(message, isQuiet);
  }

  /** Shows what a page tells of while it is looked away from, in the same way. */
  async show(message: PushMessage, isQuiet = false): Promise<void> {
    if (message.kind === "close") {
      await this.#badge(message.app_badge);
      return this.#close(message.tag);
    }
    const { title, navigate, app_badge: badge, data, ...look } = message.notification;
    const { pathname, search } = new URL(navigate);
    // Of the same tag, it takes the place of the one before.
    await this.#show(title, {
      ...look,
      silent: look.silent || isQuiet,
      icon: ICON,
      data: { ...data, to: pathname + search },
    });
    await this.#badge(badge);
  }

  async pressed({ notification, action, reply }: Press): Promise<void> {
    notification.close();
    const kept = v.safeParse(Kept, notification.data);
    if (!kept.success) return this.#goTo("/");
    const { to, place } = kept.output;
    const text = reply?.trim() ?? "";
    if (action === "read" && place) {
      // What could not be marked is not read.
      if (!(await this.#deps.deeds.markRead(place)))
        await this.#putBack(notification, kept.output, notification.body);
      return;
    }
    if (action === "reply" && place && text !== "") {
      if (!(await this.#deps.deeds.reply(place, text)))
        await this.#putBack(
          notification,
          kept.output,
          `${kept.output.notSent ?? ""}\n${text}`.trim(),
        );
      return;
    }
    // A reply in a browser that takes no words in a notification leads to where it can be written.
    return this.#goTo(to);
  }

  /** Whoever has a page of ours open stays in it, with all that is written there. */
  async #goTo(to: string): Promise<void> {
    const pages = await this.#deps.pages();
    const page =
      pages.find(({ isFocused }) => isFocused) ??
      pages.find(({ isVisible }) => isVisible) ??
      pages[0];
    if (!page) return this.#deps.openPage(to);
    // First, while the browser still knows that somebody has pressed.
    await page.focus();
    await page.goTo(to);
  }

  #putBack({ title, tag }: ShownNotification, data: Kept, body: string): Promise<void> {
    return this.#show(title, { tag, body, dir: "auto", silent: true, icon: ICON, data });
  }

  async #close(tag: string): Promise<void> {
    for (const notification of await this.#inTurn(() => this.#deps.shown(tag)))
      notification.close();
  }

  #show(title: string, look: Look): Promise<void> {
    return this.#inTurn(() => this.#deps.show(title, look));
  }

  /** Chromium takes away what it is about to show when it is asked in that very moment what it shows: never both at once. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#screen.then(act);
    this.#screen = mine.catch(() => undefined);
    return mine;
  }

  async #badge(count: number | undefined): Promise<void> {
    if (count !== undefined) await this.#deps.setBadge(count);
  }
}
