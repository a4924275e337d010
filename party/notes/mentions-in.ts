import { CommandId, PersonId } from "#protocol/ids.ts";
import * as v from "valibot";
import { ContentAny, ContentType, ID, Item, XmlElement, type Doc, type decodeUpdate } from "yjs";

/** Somebody who is named in a note. `id`: the mention's own, which it keeps wherever it is moved. */
const Mention = v.object({ id: CommandId, person: PersonId });
export type Mention = v.InferOutput<typeof Mention>;

/** What an editor calls the place where somebody is named (web/notes/editor/mention-node.ts). */
const NODE = "mention";

/** Who is named in what is new in a change. What is no mention of ours is passed over. */
export function mentionsIn(structs: ReturnType<typeof decodeUpdate>["structs"]): Mention[] {
  const items = structs.filter((struct) => struct instanceof Item);
  const nodes = items.filter(({ content }) => isMention(content));
  if (nodes.length === 0) return [];
  const told = new Map(nodes.map(({ id }) => [keyOf(id), new Map<string, unknown>()]));
  for (const { parent, parentSub, content } of items)
    if (parent instanceof ID && parentSub !== null && content instanceof ContentAny)
      told.get(keyOf(parent))?.set(parentSub, content.arr.at(-1));
  return [...told.values()].flatMap((attributes) => mentionOf(Object.fromEntries(attributes)));
}

/** All that stand in the document now. */
export function mentionsStanding({ store }: Doc): Map<CommandId, PersonId> {
  const standing = new Map<CommandId, PersonId>();
  for (const structs of store.clients.values())
    for (const struct of structs) {
      if (struct.deleted || !(struct instanceof Item)) continue;
      const { content } = struct;
      if (!(content instanceof ContentType) || !(content.type instanceof XmlElement)) continue;
      if (content.type.nodeName !== NODE) continue;
      for (const { id, person } of mentionOf(content.type.getAttributes()))
        standing.set(id, person);
    }
  return standing;
}

function isMention(content: Item["content"]): boolean {
  return (
    content instanceof ContentType &&
    content.type instanceof XmlElement &&
    content.type.nodeName === NODE
  );
}

function mentionOf(attributes: unknown): Mention[] {
  const mention = v.safeParse(Mention, attributes);
  return mention.success ? [mention.output] : [];
}

function keyOf({ client, clock }: ID): string {
  return `${client} ${clock}`;
}
