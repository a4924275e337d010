import { onUse } from "../presence/uses.ts";

/** What is meant for somebody sounds otherwise than what else they are told of. */
export type Chime = "mention" | "other";

export type Bell = {
  /** Whether a browser lets this page be heard: it does once somebody has used it. */
  isReady(): boolean;
  /** Rings at this volume, 0 to 100. False: it could not be heard. */
  ring(chime: Chime, volume: number): boolean;
  end(): void;
};

/** Frequencies in Hz, one after the other; how loud, and how long each is heard, in seconds. */
const TONES: Record<Chime, { notes: readonly number[]; gain: number; lasts: number }> = {
  mention: { notes: [659.26, 987.77], gain: 0.5, lasts: 0.42 },
  other: { notes: [523.25], gain: 0.28, lasts: 0.28 },
};
const APART_SECONDS = 0.11;
const RISES_SECONDS = 0.008;
/** Exponential curves never come to nothing. */
const NOTHING = 0.0001;
const CLOSES_AFTER_MS = 2_000;

/**
 * Makes small sounds, by no file. Browsers let no page be heard before somebody has used it, and complain of those that try: so there is
 * nothing here until then. Those who hear less miss nothing: whatever rings is shown, too.
 */
export function hangBell(): Bell {
  let context: AudioContext | null = null;
  const stopUses = onUse(() => {
    // A pointer that moves is no use in the browser's eyes.
    if (!navigator.userActivation?.hasBeenActive) return;
    stopUses();
    context ??= newContext();
  });
  return {
    isReady: () => context?.state === "running",
    ring: (chime, volume) => {
      if (!context) return false;
      if (context.state !== "running") {
        // A phone that had a call meanwhile: by the next time it is heard again.
        void context.resume().catch(() => undefined);
        return false;
      }
      play(context, chime, volume);
      return true;
    },
    end: () => {
      stopUses();
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}

/** To hear what it is like, by a press. False: this machine cannot be heard. */
export function playOnce(chime: Chime, volume: number): boolean {
  const context = newContext();
  if (!context) return false;
  play(context, chime, volume);
  setTimeout(() => void context.close().catch(() => undefined), CLOSES_AFTER_MS);
  return true;
}

function newContext(): AudioContext | null {
  try {
    return new AudioContext({ latencyHint: "interactive" });
  } catch {
    // A machine without anything to hear by.
    return null;
  }
}

function play(context: AudioContext, chime: Chime, volume: number): void {
  const { notes, gain, lasts } = TONES[chime];
  // As ears hear it, half of it is a quarter.
  const loud = gain * (volume / 100) ** 2;
  if (loud <= NOTHING) return;
  notes.forEach((frequency, i) => {
    const begins = context.currentTime + i * APART_SECONDS;
    const tone = new OscillatorNode(context, { type: "sine", frequency });
    const level = new GainNode(context, { gain: NOTHING });
    level.gain.setValueAtTime(NOTHING, begins);
    level.gain.exponentialRampToValueAtTime(loud, begins + RISES_SECONDS);
    level.gain.exponentialRampToValueAtTime(NOTHING, begins + lasts);
    tone.connect(level).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + lasts);
  });
}
