import { REFUSALS, type RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { FigureRows } from "./figure-rows.tsx";
import { figuresText } from "./figures.text.ts";
import type { Refused } from "./refused.ts";

/** What was refused in the last day, by reason: what people were told, and the code that the log and the figures have. */
export function RefusedCodes({ refused }: { refused: readonly Refused[] }) {
  const t = useText(figuresText);
  return (
    <FigureRows
      title={t.codes}
      about={refused.length === 0 ? t.noCodes : t.codesAbout}
      heads={[t.reason, t.times]}
      rows={refused.map(({ door, code, times }) => ({
        key: `${door} ${code}`,
        what: isCode(code) && <span>{sentenceFor(code, REFUSALS[code].says)}</span>,
        more: (
          <>
            {isDoor(door) ? t.door(door) : door} · <code>{code}</code>
          </>
        ),
        amount: tellNumber(times),
      }))}
    />
  );
}

const DOORS = ["api", "room", "inbox", "note"] as const;

function isDoor(door: string): door is (typeof DOORS)[number] {
  const all: readonly string[] = DOORS;
  return all.includes(door);
}

/** A server of another version may have others. */
function isCode(code: string): code is RefusalCode {
  return code in REFUSALS;
}
