import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { newest, takeNewest } from "./newest.ts";
import css from "./update-offer.module.css";
import { updateOfferText } from "./update-offer.text.ts";

/** One calm line, when there is a newer version. Part of the first screen: a version that is gone has no more parts to load. */
export function UpdateOffer() {
  const t = useText(updateOfferText);
  const { isWaiting, isWished } = useStore(newest);
  return (
    <output className={css["place"]}>
      {isWaiting && (
        <span className={css["offer"]}>
          {t.ready}
          <Button look="plain" isBusy={isWished} onClick={() => void takeNewest()}>
            {t.reload}
          </Button>
          <Button look="plain" onClick={() => newest.setState({ isWaiting: false })}>
            {t.later}
          </Button>
        </span>
      )}
    </output>
  );
}
