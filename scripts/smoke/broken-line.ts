import { Trouble } from "../trouble.ts";
import type { WirePerson } from "../../test/wire/person.ts";

/**
 * Says five things while the lines break: the reader's in the middle of it, the writer's with something on its way. Every message has to be
 * there once, in the order of the numbers, for whoever comes back and in the room's history.
 * @throws Trouble that says which rule was broken.
 */
export async function talkOverBrokenLines(person: WirePerson, room: string): Promise<void> {
  const [reader, writer] = [await person.connect(room), await person.enter(room)];
  const { epoch } = await reader.hello();
  const said = [writer.post("one"), writer.post("two")];
  const { seq } = await reader.untilEvent(({ id }) => id === said[1]?.id);
  reader.drop();
  said.push(writer.post("three"));
  const onItsWay = writer.post("four");
  writer.drop();
  const again = await person.enter(room);
  // Whether it arrived, nobody knows. So it is said again, as the same command.
  again.say({ t: "command", command: onItsWay });
  // And so is what may have gone down with the line before it.
  const three = said[2];
  if (three) again.say({ t: "command", command: three });
  said.push(onItsWay, again.post("five"));
  await again.untilEvent(({ id }) => id === said.at(-1)?.id);
  const back = await person.connect(room);
  await back.hello(seq, epoch);
  await back.untilEvent(({ id }) => id === said.at(-1)?.id);
  const heard = [...reader.events().filter((event) => event.seq <= seq), ...back.events()];
  const { messages } = await person.history(room, "?limit=100");
  expectOnce(said, heard, "was heard");
  expectOnce(said, messages, "is in the history");
  await Promise.all([again.close(), back.close()]);
}

function expectOnce(
  said: readonly { id: string; body: string }[],
  found: readonly { id: string; seq: number }[],
  where: string,
): void {
  for (const { id, body } of said) {
    const times = found.filter((event) => event.id === id).length;
    if (times !== 1) throw new Trouble(`The message "${body}" ${where} ${times} times.`);
  }
  const numbers = found.map(({ seq }) => seq);
  const isInOrder = numbers.every((seq, i) => i === 0 || seq === (numbers[i - 1] ?? 0) + 1);
  if (!isInOrder)
    throw new Trouble(`The numbers have a hole, or are out of order: ${numbers.join(" ")}.`);
}
