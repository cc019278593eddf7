const formatter = new Intl.NumberFormat('en');

export function formatCount(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatter.format(count)} ${count === 1 ? noun : plural}`;
}

/** `45 s`, `12 min`, `3.4 h`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
