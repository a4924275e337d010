import type { Deed, Hands } from "./deed.ts";
import { NO_TROUBLE, type PostTrouble } from "./post-office.ts";

/** So long a loss waits until the archive has all; any later, it would come when the storm is over. */
const LATEST_LOSS_MS = 8_000;

function someHost({ world, chance }: Hands) {
  return chance.pick([...world.rooms, ...world.people]).host;
}

const CUT: Deed = {
  weight: 3,
  act: (hands) => {
    const device = hands.device();
    hands.world.tell(`the line of ${device.name} is cut`);
    if (device.isOn) device.cut(true);
  },
};

const CRASH: Deed = {
  weight: 3,
  act: (hands) => {
    const { chance, world } = hands;
    const host = someHost(hands);
    host.crash(chance.happens(0.3) ? 0 : 1 + chance.below(25));
    if (chance.happens(0.3)) host.downUntil = world.clock.now() + chance.between(100, 20_000);
  },
};

const SLEEP: Deed = {
  weight: 5,
  act: (hands) => {
    const { world } = hands;
    const asleep = [...world.rooms, ...world.people].filter(
      ({ host }) => hands.chance.happens(0.6) && host.sleep(),
    );
    world.tell(`${asleep.length} fall asleep`);
  },
};

const LOST_LETTERS: Deed = {
  weight: 3,
  act: ({ world, chance }) => {
    const often = () => chance.pick([0, 0, 0.1, 0.4, 1]);
    const trouble: PostTrouble = {
      lost: often(),
      unheard: often(),
      twice: often(),
      slow: often(),
      answers: often(),
      courier: chance.pick([0, 0, 0, 0.3]),
    };
    world.post.trouble = chance.happens(0.3) ? NO_TROUBLE : trouble;
    world.tell(`letters are lost: ${JSON.stringify(world.post.trouble)}`);
  },
};

/** Letters come at once, but what inboxes ask for takes its time. */
const SLOW_ANSWERS: Deed = {
  weight: 3,
  act: ({ world }) => {
    world.post.trouble = { ...NO_TROUBLE, answers: 0.8 };
  },
};

const OFFLINE: Deed = {
  weight: 1,
  act: (hands) => {
    const { network } = hands.device();
    network.isOffline = !network.isOffline;
    network.laziness = hands.chance.pick([0, 0.02, 0.2]);
  },
};

const SLOW_STORAGE: Deed = {
  weight: 1,
  act: ({ world: { rules }, chance }) => {
    const worst = chance.pick([1, 5, 30, 300]);
    rules.writeTime = () => chance.between(0, worst);
    rules.readTime = () => (chance.happens(0.7) ? 0 : chance.between(0, worst));
    rules.alarmLate = () => (chance.happens(0.2) ? chance.between(0, 20_000) : 0);
  },
};

const FULL_STORAGE: Deed = {
  weight: 0.5,
  act: ({ world: { rules, clock }, chance }) => {
    rules.writeFails = () => chance.happens(0.3);
    clock.after(chance.between(100, 3_000), () => {
      rules.writeFails = () => false;
    });
  },
};

/** A room's storage is lost when all of it was archived, and an operator brings it back: another life of it, the same log. */
const LOSE_ROOM: Deed = {
  weight: 3,
  act: ({ world, room, chance }) => {
    const { archive, log, host, disk } = room;
    const until = world.clock.now() + LATEST_LOSS_MS;
    lose();
    function lose(): void {
      const kept = archive.epochs.get(archive.writer ?? "")?.size ?? 0;
      if (kept < log.head || !host.sleep()) {
        if (world.clock.now() < until) world.clock.after(200, lose);
        return;
      }
      world.tell(`the storage of ${room.id} is lost`);
      room.began.push(log.head);
      disk.rows.clear();
      disk.setAlarm(null);
      host.sleep();
      world.clock.after(chance.between(0, 5_000), restore);
    }
    function restore(): void {
      const wish = { do: "restore", epoch: null, upToTheHole: false } as const;
      host
        .ask((object) => object.upkeep.answer(wish))
        .then((answer) => {
          world.tell(`${room.id} is ${answer.ok ? "" : "not "}restored`);
          const isOver = answer.ok || !answer.refusal.retryable;
          return isOver ? null : world.clock.after(500, restore);
        })
        .catch((error: unknown) => {
          world.verdict.failed(error);
          // The operator asks again.
          world.clock.after(500, restore);
        });
    }
  },
};

export const TROUBLE_DEEDS: readonly Deed[] = [
  CUT,
  CRASH,
  SLEEP,
  LOST_LETTERS,
  SLOW_ANSWERS,
  OFFLINE,
  SLOW_STORAGE,
  FULL_STORAGE,
  LOSE_ROOM,
];
