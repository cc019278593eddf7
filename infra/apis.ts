import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import { TerraformDataSource, TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addSettling } from './settling.ts';

/** The APIs of Google Cloud, each with the beginnings of the types of resources that need it. */
const apis: Readonly<Record<string, readonly string[]>> = {
  artifactregistry: ['google_artifact_registry_'],
  bigquery: ['google_bigquery_'],
  billingbudgets: ['google_billing_'],
  cloudbilling: ['google_billing_account_'],
  cloudbuild: ['google_cloudfunctions2_'],
  cloudfunctions: ['google_cloudfunctions2_'],
  cloudkms: ['google_kms_'],
  cloudresourcemanager: ['google_project'],
  cloudscheduler: ['google_cloud_scheduler_'],
  iam: ['google_service_account', 'google_iam_'],
  // What exchanges the tokens of a workload for those of an account.
  iamcredentials: ['google_iam_workload_'],
  logging: ['google_logging_'],
  monitoring: ['google_monitoring_'],
  run: ['google_cloud_run_', 'google_cloudfunctions2_'],
  secretmanager: ['google_secret_manager_'],
  storage: ['google_storage_'],
  sts: ['google_iam_workload_'],
};

/** Turns on the APIs that the stack needs, and lets everything in it wait until they are. */
export function enableApis(stack: TerraformStack): void {
  const elements = stack.node.findAll().filter((node) => isOfGoogle(node));
  const services = Object.entries(apis).flatMap(([api, beginnings]) => {
    const isNeeded = elements.some(({ terraformResourceType: type }) =>
      beginnings.some((beginning) => type.startsWith(beginning)),
    );
    return isNeeded ? [addService(stack, api)] : [];
  });
  const settled = addSettling(stack, 'apis_settled', services);
  const address = `${settled.terraformResourceType}.${settled.friendlyUniqueId}`;
  for (const element of elements) element.dependsOn = [...(element.dependsOn ?? []), address];
}

function isOfGoogle(node: IConstruct): node is TerraformResource | TerraformDataSource {
  const isElement = TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
  return isElement && node.terraformResourceType.startsWith('google_');
}

function addService(stack: TerraformStack, api: string): ProjectService {
  return new ProjectService(stack, `api_${api}`, {
    service: `${api}.googleapis.com`,
    // Others in the project may use it too.
    disableOnDestroy: false,
  });
}
