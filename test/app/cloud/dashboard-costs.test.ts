import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../function/app/open.ts';
import { openWarehouseReader } from '../../../function/app/warehouse-reader.ts';
import { parseSettings } from '../../../function/config.ts';
import { FailedError } from '../../../function/core/errors.ts';
import { type CloudServers, type Deployment, openCloudServers } from '../../support/cloud.ts';
import { dashboardOver, textOf } from '../../support/dashboard-over.ts';
import { dayCommit } from '../../support/day-commit.ts';
import { partition } from '../../support/partitions.ts';

const now = () => new Date('2026-11-21T06:00:00.000Z');

let servers: CloudServers;
let deployment: Deployment;

beforeAll(async () => {
  servers = await openCloudServers();
  deployment = await servers.deploy();
  await deployment.warehouse.commit([dayCommit(partition('2026-11-19'))]);
});

afterAll(() => servers[Symbol.asyncDispose]());

test('BigQuery is asked without a bound by what loads and by the command line', async () => {
  const before = servers.bigQuery.jobs.length;
  const warehouse = await openWarehouse(parseSettings(deployment.environment), 'read', { now });
  await warehouse.query('SELECT 1 AS one');
  await warehouse.close();
  const asked = servers.bigQuery.jobs.slice(before);
  expect(asked).not.toEqual([]);
  for (const { configuration } of asked) expect(configuration).not.toHaveProperty('query.maximumBytesBilled');
});

test('BigQuery is asked by the dashboard with a bound of 20 GiB a question', async () => {
  const reader = await openWarehouseReader(parseSettings(deployment.environment), { now });
  await reader.query('SELECT 1 AS one');
  await reader.close();
  const [asked] = servers.bigQuery.jobs.slice(-1);
  expect(asked?.configuration).toHaveProperty('query.maximumBytesBilled', String(20 * 2 ** 30));
});

test('a question that is too dear is answered 500 after one try, and the log says why', async () => {
  const settings = parseSettings(deployment.environment);
  const over = await dashboardOver(await openWarehouse(settings, 'read', { now, mostBytesBilled: 1 }));
  const before = servers.bigQuery.jobs.length;
  const answer = await over.ask('/api/v1/top');
  expect(answer.status).toBe(500);
  expect(textOf(answer)).not.toContain('bytes');
  expect(over.errors).toEqual([expect.any(FailedError)]);
  expect(String(over.errors)).toContain('Query exceeded limit for bytes billed: 1. 10485760 or higher required.');
  expect(servers.bigQuery.jobs.length).toBe(before + 1);
});
