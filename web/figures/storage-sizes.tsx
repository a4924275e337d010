import { useText } from "../i18n/i18n.ts";
import { FigureRows, type FigureRow } from "./figure-rows.tsx";
import type { Figures } from "./figures-by-http.ts";
import { figuresText } from "./figures.text.ts";
import { tellAmount } from "./tell-amounts.ts";

const KINDS = ["room", "inbox", "note"] as const;

/** What is taken on disks now, by kind, and what is not known of it. */
export function StorageSizes({ now: { stored, databaseBytes } }: Pick<Figures, "now">) {
  const t = useText(figuresText);
  const isTold = KINDS.some((kind) => stored[kind].objects > 0);
  const objects = KINDS.map((kind): FigureRow => {
    const { objects: count, bytes } = stored[kind];
    return {
      key: kind,
      what: t.kind(kind),
      more: t.ofSoMany(count),
      amount: tellAmount(count > 0 ? bytes : null, "bytes"),
    };
  });
  const database = {
    key: "database",
    what: t.kind("database"),
    more: databaseBytes === null ? t.databaseUntold : t.databaseAbout,
    amount: tellAmount(databaseBytes, "bytes"),
  };
  return (
    <FigureRows
      title={t.storage}
      about={isTold ? t.storageAbout : t.storageUntold}
      heads={[t.kindOf, t.size]}
      rows={isTold ? [...objects, database] : [database]}
    />
  );
}
