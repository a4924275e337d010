/** How much is said in rooms that are measured at a steady pace. */
export const PER_SECOND = 1_000;

export function nextTick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1);
  });
}

export function pauseFor(duration: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, duration);
  });
}
