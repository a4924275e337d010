import { useText } from "../i18n/i18n.ts";
import css from "./palette.module.css";
import { paletteText } from "./palette.text.ts";
import { SIGNS, type Question, type Sign } from "./question.ts";

/** The signs that ask for one kind of thing: to learn by reading, and to press where there are no keys. */
export function PaletteSigns({ onSign }: { onSign: (sign: Sign) => void }) {
  const t = useText(paletteText);
  const says = {
    "#": t.onlyRooms,
    "@": t.onlyPeople,
    ">": t.onlyCommands,
    "?": t.onlyMessages,
  } as const satisfies Record<Sign, string>;
  return (
    <div className={css["signs"]}>
      {SIGNS.map((sign) => (
        <button key={sign} type="button" className={css["sign"]} onClick={() => onSign(sign)}>
          <kbd>{sign}</kbd> {says[sign]}
        </button>
      ))}
    </div>
  );
}

type NothingFoundProps = { question: Question; onSign: (sign: Sign) => void };

/** What to do when nothing answers. */
export function NothingFound({ question: { of, words }, onSign }: NothingFoundProps) {
  const t = useText(paletteText);
  return (
    <div className={css["nothing"]} role="status">
      {words === "" ? (
        <p>{of === "messages" ? t.typeMore : t.nothingYet}</p>
      ) : (
        <>
          <p className={css["sorry"]}>{t.nothing({ words })}</p>
          <p>{t.nothingHint}</p>
          <PaletteSigns onSign={onSign} />
        </>
      )}
    </div>
  );
}
