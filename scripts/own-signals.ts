const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Notes who listens to signals now; calling what it gives removes whoever came since. Miniflare and Vite end the
 * process by themselves on a signal, which would cut an ordered stop short.
 */
export function keepOwnSignals(): () => void {
  const ours = SIGNALS.map((signal) => ({ signal, listeners: process.listeners(signal) }));
  return () => {
    for (const { signal, listeners } of ours) {
      for (const listener of process.listeners(signal)) {
        if (!listeners.includes(listener)) process.off(signal, listener);
      }
    }
    // Vite listens to this one as well; ours is "close".
    process.stdin.removeAllListeners("end");
  };
}
