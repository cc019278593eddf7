// Prints, side by side in one run: requests and waiting against what others need, re-deriving against DuckDB's own JSON
// reader, the deployed function against an empty one, with what it costs, the writing of the stack, the answers over ten
// years, the dashboard's page in a browser, and its API over ten years. Run by `npm run bench`; `npm run bench -- requests`,
// `-- archive`, `-- function`, `-- infra`, `-- answers`, `-- page` or `-- dashboard` runs one part.

import { benchAnswers } from './answers.ts';
import { benchArchive } from './archive.ts';
import { benchDashboard } from './dashboard.ts';
import { benchFunction } from './function.ts';
import { benchInfra } from './infra.ts';
import { benchPage } from './page.ts';
import { benchRequests } from './requests.ts';

const parts = {
  requests: benchRequests,
  archive: benchArchive,
  function: benchFunction,
  infra: benchInfra,
  answers: benchAnswers,
  page: benchPage,
  dashboard: benchDashboard,
};
const wanted = process.argv.slice(2);

for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for await (const line of bench()) process.stdout.write(`${line}\n`);
  process.stdout.write('\n');
}
