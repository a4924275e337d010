import type { RoomCommand } from "#protocol/commands.ts";
import type { InboxCommand } from "#protocol/inbox/commands.ts";
import type { Chance } from "../chance.ts";
import type { InboxWorld, PersonSite, RoomSite } from "./inbox-world.ts";
import type { SimDevice } from "./sim-device.ts";

/** Something that people, their devices or machines may do. The weight says how often, next to the others. */
export type Deed = { weight: number; isTrouble?: true; act: (hands: Hands) => void };

type Without<T> = T extends { id: unknown } ? Omit<T, "id"> : never;

/** What deeds are done with. */
export class Hands {
  readonly world: InboxWorld;
  readonly chance: Chance;

  constructor(world: InboxWorld) {
    this.world = world;
    this.chance = world.chance;
  }

  get room(): RoomSite {
    return this.chance.pick(this.world.rooms);
  }

  get person(): PersonSite {
    return this.chance.pick(this.world.people);
  }

  /** Somebody who is in there, and nearly always somebody is. */
  memberOf({ log }: RoomSite): PersonSite | null {
    const members = this.world.people.filter(({ by }) => log.joinedAt(by.person) !== null);
    return members.length > 0 ? this.chance.pick(members) : null;
  }

  device(person = this.person): SimDevice {
    return this.chance.pick(person.devices);
  }

  /** Somebody wishes something of a room; what becomes of it the log tells. */
  say(room: RoomSite, { by }: PersonSite, command: Without<RoomCommand>): void {
    if (room.host.isDown) return;
    const whole = { ...command, id: this.world.newId() };
    room.host.ask((object) => object.command(by, whole)).catch(this.world.verdict.failed);
  }

  /** A device asks something of its inbox. `heard`: of the room that it is about, for what depends on that. */
  ask(person: PersonSite, device: SimDevice, command: Without<InboxCommand>, heard = 0): void {
    const whole = { ...command, id: this.world.newId() };
    person.wishes.add(whole, heard);
    this.world.tell(`${device.name} asks ${JSON.stringify(command)}`);
    device.ask(whole);
  }
}
