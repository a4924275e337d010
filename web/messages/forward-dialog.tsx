import { useId, useRef, useState } from "react";
import { useStore } from "zustand";
import type { RoomId } from "#protocol/ids.ts";
import { sentenceFor } from "../answer.ts";
import { namesIn } from "../composer/names-here.ts";
import { toText } from "../composer/tokens.ts";
import { useDirectory } from "../directory/directory.ts";
import type { ListedRoom } from "../directory/listed-room.ts";
import { useText } from "../i18n/i18n.ts";
import { recents } from "../palette/recents.ts";
import { roomHandle } from "../room/room-handles.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { nameOf } from "../timeline/called.ts";
import { tell } from "../ui/tell.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { uiText } from "../ui/ui.text.ts";
import css from "./forward-dialog.module.css";
import { forwardText } from "./forward-dialog.text.ts";
import { forwardedText } from "./forwarded.ts";
import { MessageInDialog } from "./message-in-dialog.tsx";
import { messageLink } from "./message-link.ts";

type ForwardDialogProps = { handle: RoomHandle; shown: ShownMessage; onClose: () => void };

/** Asks where a message is to be told, and posts it there: by that room's outbox, so that it needs no line now. */
export function ForwardDialog({ handle, shown, onClose }: ForwardDialogProps) {
  const t = useText(forwardText);
  const u = useText(uiText);
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState<RoomId | null>(null);
  const [comment, setComment] = useState("");
  const [isRoomMissing, setRoomMissing] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const list = useRef<HTMLFieldSetElement>(null);
  const id = useId();
  const rooms = useRooms(sought);
  const { members, info } = handle.view.getState().room;

  const forward = () => {
    if (chosen === null) {
      setRoomMissing(true);
      // Where the search leaves no room there is none to go to: what was sought is to be changed.
      const search = list.current?.form?.querySelector<HTMLElement>("[type='search']");
      return (list.current?.querySelector("input") ?? search)?.focus();
    }
    const { event, body } = shown;
    const posted = roomHandle(chosen).post(
      forwardedText({
        text: toText(body, namesIn(handle)),
        from: t.from({ name: nameOf(event, members), room: info?.name ?? "" }),
        link: messageLink(handle.id, event.seq),
        comment,
      }),
    );
    if (!posted.ok) return setRefused(sentenceFor(posted.code));
    tell(t.done({ room: rooms.find(({ id }) => id === chosen)?.name ?? "" }));
    return onClose();
  };

  return (
    <Dialog title={t.title} onClose={onClose}>
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          forward();
        }}
      >
        <MessageInDialog handle={handle} shown={shown} />
        <SearchField label={t.search} sought={sought} onSeek={setSought} />
        <fieldset
          ref={list}
          className={css["rooms"]}
          role="radiogroup"
          aria-invalid={isRoomMissing || undefined}
          aria-describedby={isRoomMissing ? id : undefined}
        >
          <legend className="only-heard">{t.rooms}</legend>
          {rooms.map(({ id, name }) => (
            <label key={id} className={css["room"]} data-chosen={id === chosen || undefined}>
              <input
                type="radio"
                name="room"
                value={id}
                checked={id === chosen}
                onChange={() => {
                  setChosen(id);
                  setRoomMissing(false);
                }}
              />
              <bdi className={css["name"]}>{name}</bdi>
            </label>
          ))}
          {rooms.length === 0 && <p className={css["none"]}>{t.noRoom}</p>}
        </fieldset>
        {isRoomMissing && (
          <p id={id} className={css["wrong"]} role="alert">
            {t.choose}
          </p>
        )}
        <TextField
          label={t.comment}
          name="comment"
          autoComplete="off"
          value={comment}
          error={refused ?? undefined}
          onChange={({ target }) => {
            setComment(target.value);
            setRefused(null);
          }}
        />
        <DialogActions>
          <Button onClick={onClose}>{u.cancel}</Button>
          <Button look="primary" type="submit">
            {t.send}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The rooms that one is in, those that one was in last first. */
function useRooms(sought: string): ListedRoom[] {
  const { data = [] } = useDirectory();
  const recent = useStore(recents, ({ rooms }) => rooms);
  const place = (id: RoomId) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const wanted = sought.trim().toLocaleLowerCase();
  return data
    .filter(({ joined, name }) => joined && name.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => place(a.id) - place(b.id) || (b.lastAt ?? 0) - (a.lastAt ?? 0));
}
