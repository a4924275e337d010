import { useId } from "react";
import { REFUSALS, type RefusalCode } from "#protocol/refusals.ts";
import { sentenceFor } from "../answer.ts";
import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import chart from "./figure-chart.module.css";
import { figuresText } from "./figures.text.ts";
import css from "./rows.module.css";
import type { Refused } from "./refused.ts";

/** What was refused in the last day, by reason: what people were told, and the code that the log and the figures have. */
export function RefusedCodes({ refused }: { refused: readonly Refused[] }) {
  const t = useText(figuresText);
  const titleId = useId();
  return (
    <section className={css["rows"]} aria-labelledby={titleId}>
      <h2 id={titleId} className={chart["title"]}>
        {t.codes}
      </h2>
      <p className={chart["about"]}>{refused.length === 0 ? t.noCodes : t.codesAbout}</p>
      {refused.length > 0 && (
        <table className={css["table"]}>
          <thead className="only-heard">
            <tr>
              <th scope="col">{t.reason}</th>
              <th scope="col">{t.times}</th>
            </tr>
          </thead>
          <tbody>
            {refused.map(({ door, code, times }) => (
              <tr key={`${door} ${code}`}>
                <th scope="row">
                  {isCode(code) && <span>{sentenceFor(code, REFUSALS[code].says)}</span>}
                  <span className={css["more"]}>
                    {isDoor(door) ? t.door(door) : door} · <code>{code}</code>
                  </span>
                </th>
                <td>{tellNumber(times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
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
