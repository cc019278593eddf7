import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job/index.js';
import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { timeoutSeconds } from './limits.ts';
import { purpose } from './names.ts';
import type { Deployment } from './settings.ts';

/** Calls the function once a day, as an account that may do nothing else. */
export function addSchedule(
  scope: Construct,
  { names, region, schedule }: Deployment,
  {
    ingest,
    account,
    invokers,
  }: {
    readonly ingest: Cloudfunctions2Function;
    readonly account: ServiceAccount;
    readonly invokers: ITerraformDependable;
  },
): CloudSchedulerJob {
  // Inside the project only this address of the function is reached.
  const { uri } = ingest.serviceConfig;
  return new CloudSchedulerJob(scope, 'schedule', {
    name: names.ingest,
    region,
    description: purpose,
    schedule,
    timeZone: 'Etc/UTC',
    attemptDeadline: `${timeoutSeconds}s`,
    // A day that is not published yet is answered with 503: asked again after 10, 20 and 40 minutes, then twice by the hour.
    retryConfig: {
      retryCount: 5,
      minBackoffDuration: '600s',
      maxBackoffDuration: '3600s',
      maxDoublings: 3,
    },
    httpTarget: {
      httpMethod: 'POST',
      uri,
      oidcToken: { serviceAccountEmail: account.email, audience: uri },
    },
    dependsOn: [invokers],
  });
}
