import { Suspense } from "react";
import { usePinsPanel } from "../pins/use-pins-panel.ts";
import { RoomThreads } from "../threads/room-threads.tsx";
import { ArrivalAnnouncer } from "../timeline/arrival-announcer.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import type { SignedInPerson } from "../session/session-state.ts";
import type { Beside } from "./beside-address.ts";
import type { RoomHandle } from "./room-view.ts";

const PinsPanel = lazyPart(async () => {
  const { PinsPanel: component } = await import("../pins/pins-panel.tsx");
  return { default: component };
});
const NotePanel = lazyPart(async () => {
  const { NotePanel: component } = await import("../notes/note-panel.tsx");
  return { default: component };
});

type RoomBesideProps = {
  handle: RoomHandle;
  me: SignedInPerson;
  open: Beside | null;
  /** The message that the address names. */
  at: number | null;
};

/** What comes beside a room: its pins, or what the address asks for, and a voice for what arrives. It is loaded behind what is said. */
export function RoomBeside({ handle, me, open, at }: RoomBesideProps) {
  const pins = usePinsPanel();
  return (
    <>
      <ArrivalAnnouncer handle={handle} me={me.id} />
      <Suspense fallback={null}>
        {pins.isOpen && !open && <PinsPanel handle={handle} me={me} onClose={pins.close} />}
      </Suspense>
      <RoomThreads handle={handle} me={me} open={open} at={at} />
      <Suspense fallback={null}>
        {open?.at === "note" && <NotePanel handle={handle} me={me} version={open.version} />}
      </Suspense>
    </>
  );
}
