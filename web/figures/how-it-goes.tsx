import type { ReactNode } from "react";
import { tellNumber } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { icon } from "../ui/icons.tsx";
import { counted, perMinute } from "./counted.ts";
import { gapsOf, isKnown, type Day } from "./day.ts";
import type { Figures } from "./figures-by-http.ts";
import { figuresText } from "./figures.text.ts";
import css from "./how-it-goes.module.css";
import { tellAmount, tellMoment, tellShare } from "./tell-amounts.ts";
import { troublesOf, type Trouble } from "./troubles.ts";
import { troublesText } from "./troubles.text.ts";

const WellIcon = icon(<path d="m5 10.5 3.5 3.5L15 7" />);
const TroubleIcon = icon(<path d="M10 5v6m0 3.5v.01" />);

type HowItGoesProps = { figures: Figures; day: Day };

/** How it goes at this moment, in a sentence, and what to do where it does not go well. */
export function HowItGoes({ figures, day }: HowItGoesProps) {
  const t = useText(figuresText);
  const w = useText(troublesText);
  const troubles = troublesOf(figures);
  const isWell = troubles.length === 0;
  const { now, stepMs } = figures;
  const open = now.connections.room + now.connections.inbox + now.connections.note;
  const last = day.slots.findLast(isKnown);
  const rate = last ? perMinute([last], (counts) => counted(counts, "messages")) : 0;
  const first = day.slots.find(isKnown);

  return (
    <section className={css["state"]}>
      <div className={css["head"]} data-well={isWell}>
        <span className={css["sign"]} aria-hidden="true">
          {isWell ? <WellIcon size={18} /> : <TroubleIcon size={18} />}
        </span>
        {/* Whoever only hears the page is told when it changes. */}
        <div role="status">
          <h2 className={css["title"]}>{isWell ? t.well : t.wrong(troubles.length)}</h2>
        </div>
      </div>
      {!isWell && (
        <>
          <ul className={css["troubles"]}>
            {troubles.map((trouble) => (
              <li key={trouble.what} className={css["trouble"]}>
                <p className={css["wrong"]}>{tell(trouble)}</p>
                <p className={css["first"]}>{w.first(trouble.what)}</p>
              </li>
            ))}
          </ul>
          <p className={css["about"]}>{w.more}</p>
        </>
      )}
      <p className={css["now"]}>
        {t.now({
          connections: t.connections(open),
          rooms: t.awake(now.awake.room),
          messages: t.messages({ rate: tellAmount(rate, "rate") }),
        })}
      </p>
      {first && (
        <p className={css["about"]}>
          {t.span({ from: tellMoment(first.start, now.at), minutes: stepMs / 60_000 })}
          {gapsOf(day.slots).length > 0 && <> {t.hatched}</>}
        </p>
      )}
    </section>
  );

  function tell({ what, amount }: Trouble): ReactNode {
    return w.is(what, { amount: amountOf(what, amount) });
  }
}

function amountOf(what: Trouble["what"], amount: number): string {
  if (what === "api") return tellShare(amount);
  const isTime = what === "archive" || what === "slow";
  return isTime ? tellAmount(amount, "seconds") : tellNumber(amount);
}
