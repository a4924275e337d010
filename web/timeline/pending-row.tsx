import type { StoreValue } from "nanostores";
import { memo, Suspense } from "react";
import { useStore } from "zustand";
import type { CommandId } from "#protocol/ids.ts";
import { sentenceFor } from "../answer.ts";
import { edits, isOf } from "../composer/edits.ts";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import type { Pending } from "../room/room-view.ts";
import { lazyPart } from "../ui/lazy-part.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BodyText } from "./body-text.tsx";
import css from "./message-row.module.css";
import { RowFrame } from "./row-frame.tsx";
import { unsentText } from "./timeline.text.ts";

const FailedMessage = lazyPart(async () => {
  const { FailedMessage: component } = await import("./failed-message.tsx");
  return { default: component };
});

/** What a person can do about a message of theirs that waits or was not accepted. */
export type PendingActions = {
  retry: (id: CommandId) => void;
  edit: (pending: Pending) => void;
  discard: (id: CommandId) => void;
};

type PendingRowProps = {
  pending: Pending;
  author: { id: string; name: string };
  startsGroup: boolean;
  isCurrent: boolean;
  actions: PendingActions;
};

export const PendingRow = memo(function PendingRow(props: PendingRowProps) {
  const { pending, author, startsGroup, isCurrent, actions } = props;
  const t = useText(unsentText);
  const { send, body, action } = pending;
  const isBeingEdited = useStore(edits, (all) =>
    Object.values(all).some((edit) => isOf(edit, { id: pending.id })),
  );
  const says = usePlainText(body, action);
  // What was on its way when the line was lost may have arrived: to offer its end would be a promise we cannot keep.
  const canDelete = send.at === "queued" && !send.isUnknown;
  const deleting = {
    "aria-label": t.deleteUnsent({ body: says }),
    // The list is one tab stop, and this row's button is reached in the row that has it.
    tabIndex: isCurrent ? 0 : -1,
    onClick: () => actions.discard(pending.id),
  };
  return (
    <RowFrame
      className={css["row"]}
      label={`${author.name}: ${says}, ${toldState(send, t)}`}
      isCurrent={isCurrent}
      startsGroup={startsGroup}
      isBeingEdited={isBeingEdited}
    >
      {startsGroup ? (
        <>
          <div className={css["gutter"]}>
            <Avatar id={author.id} name={author.name} />
          </div>
          <header className={css["head"]}>
            <bdi className={css["name"]}>{author.name}</bdi>
            {send.at !== "failed" && <Waiting says={tellWaiting(send, t)} />}
            {canDelete && (
              <button type="button" className={css["discard"]} {...deleting}>
                {t.remove}
              </button>
            )}
          </header>
        </>
      ) : (
        <div className={css["gutter"]} data-quiet data-told>
          {send.at !== "failed" && !canDelete && <WaitingMark says={tellWaiting(send, t)} />}
          {canDelete && (
            <button
              type="button"
              className={css["discard"]}
              title={t.thenDelete({ state: tellWaiting(send, t) })}
              {...deleting}
            >
              ✕
            </button>
          )}
        </div>
      )}
      <div className={css["said"]}>
        <div className={css["unsent"]}>
          <BodyText
            body={action ? `${author.name} ${body}` : body}
            isAction={action}
            isReachable={isCurrent}
          />
        </div>
        {send.at === "failed" && (
          <Suspense fallback={null}>
            <FailedMessage pending={pending} code={send.code} actions={actions} />
          </Suspense>
        )}
      </div>
    </RowFrame>
  );
});

/**
 * Says so only after a second: most messages are there by then, and a word that flashes is noise. It stands where the
 * time will stand, so that a message that is accepted keeps its height.
 */
function Waiting({ says }: { says: string }) {
  return <span className={`${css["time"]} ${css["waiting"]}`}>{says}</span>;
}

/** The same for a row without a name; the row's label says it in words. */
function WaitingMark({ says }: { says: string }) {
  return (
    <span className={`${css["time"]} ${css["waiting"]}`} title={says}>
      …
    </span>
  );
}

type Words = StoreValue<typeof unsentText>;

function tellWaiting(send: Exclude<Pending["send"], { at: "failed" }>, t: Words): string {
  if (send.at === "sending") return t.sending;
  return send.why === "read_only" ? t.waitingReadOnly : t.waiting;
}

function toldState(send: Pending["send"], t: Words): string {
  switch (send.at) {
    case "queued":
      return send.why === "read_only" ? sentenceFor("read_only") : t.heardWaiting;
    case "sending":
      return t.heardSending;
    case "failed":
      return t.heardFailed({ why: sentenceFor(send.code) });
  }
}
