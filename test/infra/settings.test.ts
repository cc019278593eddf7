import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSettings } from '../../function/config.ts';
import { messageOf } from '../../function/core/errors.ts';
import { SettingsError } from '../../function/core/variables.ts';
import { readDeploymentFile } from '../../infra/deployment-file.ts';
import { deploymentVariables, parseDeployment } from '../../infra/settings.ts';
import { allSettings, leastSettings, reference } from '../support/stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('parseDeployment()', () => {
  test('needs a project, a contact, an address for alerts and an account that pays', () => {
    expect(parseDeployment(leastSettings)).toEqual({
      projectId: 'my-project-1',
      names: {
        dataset: 'wikitrends',
        archive: 'my-project-1-wikitrends',
        source: 'my-project-1-wikitrends-source',
        state: 'my-project-1-wikitrends-state',
        ingest: 'wikitrends-ingest',
        dashboard: 'wikitrends-dashboard',
      },
      location: 'US',
      region: 'us-central1',
      schedule: '0 7 * * *',
      alertEmail: 'ops@university.edu',
      billingAccount: '012345-6789AB-CDEF01',
      budget: 10,
      stateBucket: 'my-project-1-wikitrends-state',
      callers: [],
      dashboardUsers: [],
      kmsKey: null,
      tokenSecret: null,
      repository: null,
      top: 100,
      environment: {
        BIGQUERY_LOCATION: 'US',
        CLOUD_RUN_TIMEOUT_SECONDS: '1800',
        GOOGLE_CLOUD_PROJECT: 'my-project-1',
        LOG_EXECUTION_ID: 'true',
        WIKITRENDS_ARCHIVE: 'gs://my-project-1-wikitrends',
        WIKITRENDS_CONTACT: 'jane@university.edu',
        WIKITRENDS_WAREHOUSE: 'bigquery:my-project-1.wikitrends',
      },
    });
  });

  test('takes everything that can be set', () => {
    expect(Object.keys(allSettings).toSorted()).toEqual(deploymentVariables.toSorted());
    expect(parseDeployment(allSettings)).toMatchObject({
      location: 'EU',
      region: 'europe-west4',
      schedule: '30 6,18 * * *',
      budget: 25,
      stateBucket: 'state-of-things',
      callers: ['group:analysts@university.edu', 'user:jane@university.edu'],
      dashboardUsers: ['group:newsroom@university.edu'],
      kmsKey: 'projects/my-project-1/locations/europe/keyRings/ring/cryptoKeys/key',
      tokenSecret: 'wikimedia-token',
      repository: 'university/wikitrends',
      top: 50,
      environment: {
        WIKITRENDS_PROJECTS: 'de.wikipedia,fr.wikipedia',
        WIKITRENDS_SINCE: '2024-01-01',
        WIKITRENDS_TOP: '50',
        WIKITRENDS_DEVICE_SHARES: 'false',
        WIKITRENDS_REQUESTS_PER_MINUTE: '1500',
        WIKITRENDS_CONCURRENCY: '2',
      },
    });
  });

  test('tells everything that is missing at once', () => {
    expect(problemsOf({})).toEqual([
      'GOOGLE_CLOUD_PROJECT is not set: expected the id of the project to deploy to',
      'WIKITRENDS_ALERT_EMAIL is not set: expected the e-mail address that hears of troubles',
      expect.stringMatching(/^WIKITRENDS_BILLING_ACCOUNT is not set: expected /),
      expect.stringMatching(/^WIKITRENDS_CONTACT is not set: expected /),
    ]);
  });

  test('tells everything that is wrong at once, what the function would not take included', () => {
    const wrong = {
      GOOGLE_CLOUD_PROJECT: 'My Project',
      WIKITRENDS_CONTACT: 'you@example.com',
      WIKITRENDS_ALERT_EMAIL: 'ops',
      WIKITRENDS_BILLING_ACCOUNT: '12',
      WIKITRENDS_BUDGET: 'little',
      WIKITRENDS_SINCE: '2026-02-30',
      WIKITRENDS_TOP: '1000',
      BIGQUERY_LOCATION: 'Europe',
      WIKITRENDS_SCHEDULE: 'daily',
    };
    const problems = problemsOf(wrong);
    expect(problems.map((problem) => problem.split('=')[0]).toSorted()).toEqual(Object.keys(wrong).toSorted());
    for (const problem of problems) expect(problem).toMatch(/expected|placeholder/);
  });

  test.each([
    ['US', 'us-central1'],
    ['EU', 'europe-west1'],
    ['europe-west6', 'europe-west6'],
  ])('runs the function where the data is: %s in %s', (location, region) => {
    expect(parseDeployment({ ...leastSettings, BIGQUERY_LOCATION: location }).region).toBe(region);
  });

  test.each(['europe-west2', 'europe-west6', 'us-east1'])('keeps %s out of the EU', (region) => {
    const [problem] = problemsOf({ ...leastSettings, BIGQUERY_LOCATION: 'EU', WIKITRENDS_REGION: region });
    expect(problem).toBe(
      `WIKITRENDS_REGION=${region}: expected a region in BIGQUERY_LOCATION=EU, such as europe-west1`,
    );
  });

  test.each([
    ['WIKITRENDS_REGION', 'europe-west1', 'a region in BIGQUERY_LOCATION=US, such as us-central1'],
    ['WIKITRENDS_REGION', 'us-', 'a region in BIGQUERY_LOCATION=US'],
    ['WIKITRENDS_SCHEDULE', '0 7 * * MON', 'leaves out days'],
    ['WIKITRENDS_SCHEDULE', '0 7 1 * *', 'leaves out days'],
    ['WIKITRENDS_SCHEDULE', '0 7 * 1-11 *', 'leaves out days'],
    ['BIGQUERY_LOCATION', 'us', 'US, EU, or a region'],
    ['GOOGLE_CLOUD_PROJECT', 'example.com:project', '6 to 30 small letters'],
    ['WIKITRENDS_ALERT_EMAIL', 'you@example.org', 'that somebody reads'],
    ['WIKITRENDS_SCHEDULE', '99 7 * * *', 'expected range 0-59'],
    ['WIKITRENDS_SCHEDULE', '0 7 * *', 'five fields of unix-cron'],
    ['WIKITRENDS_SCHEDULE', '0 0 7 * * *', 'five fields of unix-cron'],
    ['WIKITRENDS_SCHEDULE', '0 7 L * *', 'five fields of unix-cron'],
    ['WIKITRENDS_SCHEDULE', '@daily', 'five fields of unix-cron'],
    ['WIKITRENDS_BUDGET', '0', 'a whole number from 1'],
    ['WIKITRENDS_STATE_BUCKET', 'gs://state', 'without gs://'],
    ['WIKITRENDS_STATE_BUCKET', 'a..b', 'the name of a bucket'],
    ['WIKITRENDS_STATE_BUCKET', 'my-project-1-wikitrends', 'a bucket of its own'],
    ['WIKITRENDS_CALLERS', 'serviceAccount:1-compute@developer.gserviceaccount.com', 'is none of those who'],
    ['WIKITRENDS_CALLERS', 'allUsers', '"allUsers" is none of those who may be named'],
    ['WIKITRENDS_CALLERS', 'user:jane@university.edu,allAuthenticatedUsers', '"allAuthenticatedUsers" is none'],
    ['WIKITRENDS_CALLERS', 'domain:university.edu', 'is none of those who may be named'],
    ['WIKITRENDS_DASHBOARD_USERS', 'allUsers', '"allUsers" is none of those who may be named'],
    ['WIKITRENDS_KMS_KEY', 'projects/p/locations/europe/keyRings/r/cryptoKeys/k', 'locations/us/keyRings'],
    ['WIKITRENDS_TOKEN_SECRET', 'projects/p/secrets/s', 'the name of a secret'],
    ['WIKITRENDS_REPOSITORY', 'https://github.com/university/wikitrends', 'such as owner/wikitrends'],
    ['WIKITRENDS_REPOSITORY', '../..', 'such as owner/wikitrends'],
    ['WIKITRENDS_REPOSITORY', 'owner/wikitrends.git', 'such as owner/wikitrends'],
    ['WIKITRENDS_REPOSITORY', 'owner/wikitrends" || true || "', 'such as owner/wikitrends'],
    ['WIKITRENDS_PROJECTS', 'en.example', 'expected a wiki'],
  ])('refuses %s=%s', (name, value, expected) => {
    const problems = problemsOf({ ...leastSettings, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${name}=${value}: `);
    expect(problems[0]).toContain(expected);
  });

  test.each([
    ['WIKITRENDS_CONTACT', `https://university.edu/${reference('file("/etc/hostname")')}`],
    ['WIKITRENDS_ALERT_EMAIL', '%{if}@university.edu'],
    ['WIKITRENDS_CALLERS', `user:${reference('"jane"')}@university.edu`],
    ['WIKITRENDS_SCHEDULE', reference('timestamp()')],
  ])('lets Terraform carry out nothing that %s says', (name, value) => {
    expect(problemsOf({ ...leastSettings, [name]: value })).toContainEqual(
      `${name}=${value}: expected a text without \${ and %{, which Terraform takes for expressions`,
    );
  });

  test.each(['0 7 * * *', '*/30 0-6 * * *', '15,45 1 * JAN-DEC 1-7'])('takes the schedule %s', (schedule) => {
    expect(parseDeployment({ ...leastSettings, WIKITRENDS_SCHEDULE: schedule }).schedule).toBe(schedule);
  });

  test.each(['WIKITRENDS_WAREHOUSE', 'WIKITRENDS_ARCHIVE', 'WIKIMEDIA_API_URL', 'WIKITRENDS_TOKEN'])(
    'gives the function no %s of whoever deploys',
    (name) => {
      const given = 'http://127.0.0.1:8090';
      expect(Object.values(parseDeployment({ ...leastSettings, [name]: given }).environment)).not.toContain(given);
    },
  );
});

describe('readDeploymentFile()', () => {
  test('reads the variables of a file', () => {
    expect(
      readDeploymentFile(fileWith('# ours\nWIKITRENDS_REGION=us-east1\nWIKITRENDS_SCHEDULE="5 7 * * *"\n')),
    ).toEqual({
      WIKITRENDS_REGION: 'us-east1',
      WIKITRENDS_SCHEDULE: '5 7 * * *',
    });
  });

  test('names every line that means nothing', () => {
    const attempt = () => readDeploymentFile(fileWith('WIKITRENDS_REGOIN=us-east1\nREGION=us-east1\n'));
    expect(attempt).toThrow(
      /deploy\.env:1: there is no setting WIKITRENDS_REGOIN; expected one of .*WIKITRENDS_REGION/,
    );
    expect(attempt).toThrow(/deploy\.env:2: there is no setting REGION; /);
  });

  test.each([
    [
      'WIKITRENDS_REGION us-east1',
      'expected a line such as WIKITRENDS_REGION=us-central1, not "WIKITRENDS_REGION us-east1"',
    ],
    ['WIKITRENDS_TOP=5\nWIKITRENDS_TOP=6', 'WIKITRENDS_TOP is set twice'],
  ])('passes nothing over: %j', (text, problem) => {
    expect(() => readDeploymentFile(fileWith(text))).toThrow(problem);
  });

  test('says what it expected of a file that is not there', () => {
    expect(() => readDeploymentFile('/nowhere/deploy.env')).toThrow(/^Cannot read \/nowhere\/deploy\.env: expected /);
  });

  test('takes the example, which names everything that can be set', () => {
    const example = fileURLToPath(new URL('../../infra/deploy.env.example', import.meta.url));
    expect(problemsOf(readDeploymentFile(example))).toEqual(problemsOf({}));
    const uncommented = parseEnv(readFileSync(example, 'utf8').replaceAll(/^# (?=[A-Z_]+=)/gm, ''));
    expect(Object.keys(uncommented).toSorted()).toEqual(deploymentVariables.toSorted());
    // What it says is the default is the default.
    const stated = Object.fromEntries(Object.entries(uncommented).filter(([, value]) => !/^$|</.test(value ?? '')));
    const { environment, ...deployment } = parseDeployment({ ...stated, ...leastSettings });
    expect({ ...deployment, environment: {} }).toEqual({ ...parseDeployment(leastSettings), environment: {} });
    expect(parseSettings(environment)).toEqual(parseSettings(parseDeployment(leastSettings).environment));
  });
});

const folder = temporaryFolder();
afterAll(() => folder.remove());

function fileWith(text: string): string {
  const file = join(folder.path, 'deploy.env');
  writeFileSync(file, text);
  return file;
}

function problemsOf(settings: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    parseDeployment(settings);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw new Error(messageOf(error));
  }
  return [];
}
