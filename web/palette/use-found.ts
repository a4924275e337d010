import { useMemo } from "react";
import { useStore } from "zustand";
import { useDirectory } from "../directory/directory.ts";
import { useText } from "../i18n/i18n.ts";
import { markupText } from "../markup/markup.text.ts";
import { needsParser } from "../markup/needs-parser.ts";
import { plainText } from "../markup/plain-text.ts";
import { useRich } from "../markup/rich.ts";
import { useUnread } from "../read/use-unread.ts";
import { commandsText } from "./commands.text.ts";
import { findCommands } from "./find-commands.ts";
import { findPeople, peopleHere } from "./find-people.ts";
import { findRooms } from "./find-rooms.ts";
import { fewOfEach, type Found, type FoundGroup } from "./found.ts";
import { currentRoom, lookAround } from "./here.ts";
import { messageLines } from "./message-lines.ts";
import { paletteText } from "./palette.text.ts";
import type { Question, Sought } from "./question.ts";
import { recents } from "./recents.ts";
import { useHeldMessages, useToldPeople } from "./use-asked-later.ts";

/** Shorter words are in nearly every message. */
const FEWEST_FOR_MESSAGES = 3;

/** What answers the question: at once from what is here, and then what comes from elsewhere, behind it. */
export function useFound({ of, words }: Question): readonly FoundGroup[] {
  const t = useText(paletteText);
  const texts = useText(commandsText);
  const { spoiler } = useText(markupText);
  const rooms = useDirectory().data;
  const unread = useUnread(rooms);
  const recent = useStore(recents, (now) => now.rooms);
  const isFor = (sought: Sought) => of === sought || (of === "all" && words !== "");

  const told = useToldPeople(words, isFor("people"));
  const enough = of === "messages" ? 1 : FEWEST_FOR_MESSAGES;
  const held = useHeldMessages(words, isFor("messages") && words.length >= enough);

  // Until it has come, marks stay as they were typed.
  const rich = useRich(held.find(({ body }) => needsParser(body))?.body ?? "");

  return useMemo(() => {
    const here = lookAround();
    const around = { rooms: rooms ?? [], recent, current: currentRoom(), unread };
    const nameOf = (id: string) => rooms?.find((room) => room.id === id)?.name ?? "";
    // Whoever is named could be anybody of any room: a line does not ask for them.
    const spoken = { person: () => "…", room: (id: string) => nameOf(id) || "…", spoiler };
    const found = (sought: Sought): readonly Found[] => {
      switch (sought) {
        case "rooms":
          return findRooms(words, around, t.notJoined);
        case "people":
          return findPeople(words, peopleHere(), told);
        case "commands":
          return here === null ? [] : findCommands(words, here, texts);
        case "messages":
          return messageLines(
            words,
            held,
            (body) => (rich ? rich.spokenText(rich.parse(body), spoken) : plainText(body, spoken)),
            (name, room) => t.inRoom({ name, room: nameOf(room) }),
          );
      }
    };
    if (of !== "all") return fewOfEach([{ name: of, found: found(of) }]);
    if (words === "") return fewOfEach([{ name: "recent", found: found("rooms") }]);
    const all = ["rooms", "people", "commands", "messages"] as const;
    return fewOfEach(all.map((name) => ({ name, found: found(name) })));
  }, [of, words, rooms, unread, recent, told, held, rich, spoiler, t, texts]);
}
