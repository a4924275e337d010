import { NO_DRAFTS, withDraft } from "#protocol/inbox/drafts.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import { Violation } from "../violation.ts";
import type { Deed } from "./deed.ts";
import type { InboxWorld, PersonSite } from "./inbox-world.ts";
import type { SimDevice } from "./sim-device.ts";

/** What people keep in their inbox for themselves. It is said one after the other, so that it is known what must hold. */
const STAR: Deed = {
  weight: 2,
  act: (hands) => {
    const { person, room, chance } = hands;
    if (person.wishes.isWaiting({ room: room.id }, ["star", "mute"])) return;
    const type = chance.pick(["star", "mute"] as const);
    hands.ask(person, hands.device(person), { type, room: room.id, on: chance.happens(0.6) });
  },
};

/** Written on top of what the device knows, which may have been replaced; or it is sent, or let go of. */
const DRAFT: Deed = {
  weight: 4,
  act: (hands) => {
    const { person, room, chance } = hands;
    if (person.wishes.isWaiting({ room: room.id }, ["draft"])) return;
    const device = hands.device(person);
    const known = device.get("draft").find((entry) => entry.room === room.id)?.drafts ?? [];
    const base = known.slice(-1).map(({ version }) => version);
    const text = chance.happens(0.3) && base.length > 0 ? "" : `words ${chance.below(1_000)}`;
    if (text !== "" && known.length > 3) return;
    hands.ask(person, device, { type: "draft", room: room.id, base, text });
  },
};

export const OWN_DEEDS: readonly Deed[] = [STAR, DRAFT];

/** @throws Violation where a device shows another star, mute or draft than was wished for last. */
export function isOwnTrue(world: InboxWorld, { by, wishes }: PersonSite, device: SimDevice): void {
  for (const { id: room } of world.rooms) {
    const last = (type: "star" | "mute") =>
      wishes
        .settings({ room }, [type])
        .map(({ command }) => isOn(command))
        .at(-1) ?? false;
    const liked = device.get("preference").find((entry) => entry.room === room);
    const isRight =
      (liked?.isStarred ?? false) === last("star") && (liked?.isMuted ?? false) === last("mute");
    if (!isRight) throw new Violation("A star or a mute was not kept.", `${by.person}, ${room}`);
    const written = wishes
      .settings({ room }, ["draft"])
      .flatMap(({ command }) => (command.type === "draft" ? [command] : []));
    const { drafts } = written.reduce(withDraft, NO_DRAFTS);
    const shown = device.get("draft").find((entry) => entry.room === room)?.drafts ?? [];
    const texts = (all: readonly { text: string }[]) => all.map(({ text }) => text).join();
    if (texts(shown) !== texts(drafts))
      throw new Violation(
        "A draft is another.",
        `${by.person}: ${texts(shown)}, not ${texts(drafts)}`,
      );
  }
}

function isOn(command: InboxCommand): boolean {
  return (command.type === "star" || command.type === "mute") && command.on;
}
