import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import { TerraformResource, type TerraformStack } from 'cdktf';

/** The APIs of Google Cloud, each with the beginnings of the types of resources that need it. */
const apis: Readonly<Record<string, readonly string[]>> = {
  artifactregistry: ['google_artifact_registry_'],
  bigquery: ['google_bigquery_'],
  billingbudgets: ['google_billing_'],
  cloudbilling: ['google_billing_account_'],
  cloudbuild: ['google_cloudfunctions2_'],
  cloudfunctions: ['google_cloudfunctions2_'],
  cloudkms: ['google_kms_'],
  cloudresourcemanager: ['google_project_iam_'],
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

/** Turns on the APIs that the resources of the stack need, and lets each resource wait for its own. */
export function enableApis(stack: TerraformStack): void {
  const resources = stack.node.findAll().filter((node) => TerraformResource.isTerraformResource(node));
  for (const [api, beginnings] of Object.entries(apis)) {
    const needing = resources.filter(({ terraformResourceType: type }) =>
      beginnings.some((beginning) => type.startsWith(beginning)),
    );
    if (needing.length === 0) continue;
    const service = new ProjectService(stack, `api_${api}`, {
      service: `${api}.googleapis.com`,
      // Others in the project may use it too.
      disableOnDestroy: false,
    });
    for (const resource of needing) {
      resource.dependsOn = [
        ...(resource.dependsOn ?? []),
        `${service.terraformResourceType}.${service.friendlyUniqueId}`,
      ];
    }
  }
}
