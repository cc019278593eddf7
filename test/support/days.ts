/** The UTC day so many days ago, by the clock of this machine, which is that of the commands under test. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
