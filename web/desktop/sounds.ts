import { createStore } from "zustand/vanilla";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { keptTexts } from "../composer/kept-text.ts";

const KEY = "parley-sounds";
const kept = keptTexts(KEY);

/** Which news is heard: none, what is meant for one, or all that one is told of. `volume`: 0 to 100. */
const Sounds = v.object({
  which: v.picklist(["none", "mentions", "all"]),
  volume: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
});
export type Sounds = v.InferOutput<typeof Sounds>;

const NAMED_ONLY: Sounds = { which: "mentions", volume: 60 };

/** Of this browser: what is right beside one's bed is not right at work. */
export const sounds = createStore<Sounds>(() => keptSounds());

export function chooseSounds(chosen: Partial<Sounds>): void {
  sounds.setState(chosen);
  kept.set("", JSON.stringify(sounds.getState()));
}

function keptSounds(): Sounds {
  const found = v.safeParse(Sounds, parseJson(kept.get("") || "null"));
  return found.success ? found.output : NAMED_ONLY;
}

// Another tab, in which they were chosen.
if (typeof window !== "undefined") {
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) sounds.setState(keptSounds());
  });
}
