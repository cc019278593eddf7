import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf, UsageError } from '../function/core/errors.ts';
import { type Environment, SettingsError } from '../function/core/variables.ts';
import { deploymentVariables } from './settings.ts';

/** The variables in a file such as `infra/deploy.env`. Throws UsageError for one that is not there, or says what means nothing. */
export function readDeploymentFile(file: string): Environment {
  const text = readText(file);
  const names: string[] = [];
  const problems: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const problem = readLine(line, names);
    if (problem !== null) problems.push(`${file}:${i + 1}: ${problem}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return parseEnv(text);
}

/** What is wrong with a line, of which there would be no word otherwise; null for nothing. */
function readLine(line: string, names: string[]): string | null {
  if (/^\s*(#.*)?$/.test(line)) return null;
  const [, name] = /^\s*([A-Za-z_]\w*)\s*=/.exec(line) ?? [];
  if (name === undefined) return `expected a line such as WIKITRENDS_REGION=us-central1, not "${line.trim()}"`;
  if (!deploymentVariables.includes(name)) {
    return `there is no setting ${name}; expected one of ${deploymentVariables.join(', ')}`;
  }
  if (names.includes(name)) return `${name} is set twice; expected it once`;
  names.push(name);
  return null;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: expected a copy of infra/deploy.env.example (${messageOf(error)})`);
  }
}
