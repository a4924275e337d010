import type { RoomState } from "#protocol/room-state.ts";
import { inWords, tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { Avatar } from "../ui/avatar.tsx";
import css from "./receipt-at.module.css";
import type { Manner } from "./readers.ts";
import type { ReceiptMark } from "./receipt-marks.ts";
import { receiptsText } from "./receipts.text.ts";

/** Pictures that stand beside each other; of more it is said how many. */
const MOST_FACES = 5;

const listOf = inWords((habits) => new Intl.ListFormat(habits, { type: "conjunction" }));

/** "+3", as the reader's language writes it. */
const plus = inWords((habits) => new Intl.NumberFormat(habits, { signDisplay: "always" }));

type ReceiptAtProps = {
  id: string;
  mark: ReceiptMark;
  manner: Manner;
  members: RoomState["members"];
  onAsk: () => void;
};

/** Who has read one message: seen at a glance, heard as a sentence, and told by name when it is pressed. */
export function ReceiptAt({ id, mark, manner, members, onAsk }: ReceiptAtProps) {
  const t = useText(receiptsText);
  const { faces, readers, isQuiet, isReachable } = mark;
  const names = listOf().format(readers.map((person) => members[person]?.name ?? ""));
  const says = t.readBy({ names });
  if (manner === "word") {
    return (
      <span id={id} className={css["mark"]} data-receipt role="note" aria-label={says}>
        <span className={css["wide"]}>{t.read}</span>
        {/* In some languages the word is longer than the margin. */}
        <span className={css["narrow"]}>
          <Pile faces={readers} members={members} />
        </span>
      </span>
    );
  }
  return (
    <button
      id={id}
      type="button"
      className={css["mark"]}
      data-receipt
      data-quiet={isQuiet || undefined}
      aria-label={says}
      title={says}
      aria-haspopup="dialog"
      tabIndex={isReachable ? 0 : -1}
      onClick={onAsk}
    >
      {manner === "faces" ? (
        <Pile {...{ faces, members }} />
      ) : (
        <>
          <span className={css["wide"]}>{t.readByCount(readers.length)}</span>
          <span className={css["narrow"]} data-count>
            {tellNumber(readers.length)}
          </span>
        </>
      )}
    </button>
  );
}

function Pile({ faces, members }: Pick<ReceiptMark, "faces"> & Pick<ReceiptAtProps, "members">) {
  const more = faces.length - MOST_FACES;
  return (
    <>
      <span className={css["faces"]} data-many={faces.length > 2 || undefined}>
        {faces.slice(0, MOST_FACES).map((person) => (
          <span key={person} data-face={person}>
            <Avatar id={person} name={members[person]?.name ?? ""} size="small" />
          </span>
        ))}
      </span>
      {more > 0 && <span className={css["wide"]}>{plus().format(more)}</span>}
      {faces.length > 2 && <span className={css["narrow"]}>{plus().format(faces.length - 1)}</span>}
    </>
  );
}
