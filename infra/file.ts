import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { messageOf, UsageError } from '../function/core/errors.ts';
import { type Environment, SettingsError } from '../function/core/variables.ts';
import { deploymentVariables } from './settings.ts';

/** The variables in a file such as `infra/deploy.env`. Throws UsageError for one that is not there, or says what means nothing. */
export function readDeploymentFile(file: string): Environment {
  const variables = parseEnv(readText(file));
  const unknown = Object.keys(variables).filter((name) => !deploymentVariables.includes(name));
  if (unknown.length > 0) {
    const expected = deploymentVariables.join(', ');
    throw new SettingsError(
      unknown.map((name) => `${name} in ${file}: there is no such setting; expected ${expected}`),
    );
  }
  return variables;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const example = 'lines such as WIKITRENDS_REGION=us-central1, as in infra/deploy.env.example';
    throw new UsageError(`Cannot read ${file}: expected a file with ${example} (${messageOf(error)})`);
  }
}
