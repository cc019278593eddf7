// Preloaded into a measured process: tells on descriptor 3, when it ends, what it took. No TypeScript, whose loading
// would be measured too.
import { existsSync, readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const path = '/proc/self/status';
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // maxRSS is never less than what the parent had when it started this process.
  const [, peakKib = maxRSS] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  const residentMib = process.memoryUsage.rss() / 2 ** 20;
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  writeSync(3, JSON.stringify({ peakMib: Number(peakKib) / 1024, residentMib, cpuSeconds }));
});
