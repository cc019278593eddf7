import { at, type Resource, reference } from '../../support/stack.ts';
import { forEach, type Policy, textsIn } from './policy.ts';

const basicRoles = ['roles/owner', 'roles/editor', 'roles/viewer', 'roles/browser'];

/** The only roles on the whole project: what they give belongs to no dataset and no bucket. */
const rolesOnProject = ['roles/bigquery.jobUser', 'roles/logging.logWriter'];

/** An administrator of each kind of thing in the stack, and no more. */
const rolesOfDeployer = [
  'artifactregistry.admin',
  'bigquery.admin',
  'cloudfunctions.admin',
  'cloudscheduler.admin',
  'iam.serviceAccountAdmin',
  'iam.workloadIdentityPoolAdmin',
  'logging.configWriter',
  'monitoring.admin',
  'resourcemanager.projectIamAdmin',
  'run.admin',
  'serviceusage.serviceUsageAdmin',
  'storage.admin',
].map((name) => `roles/${name}`);

export const accessPolicies: readonly Policy[] = [
  forEach(
    'nothing is open to everybody',
    () => true,
    ({ config }) => {
      const open = textsIn(config).find((text) => /\ball(Authenticated)?Users\b/.test(text));
      return open === undefined ? null : `lets in ${open}`;
    },
  ),
  forEach(
    'nobody has a basic role',
    () => true,
    ({ config }) => {
      const role = textsIn(config).find((text) => basicRoles.includes(text));
      return role === undefined ? null : `grants ${role}`;
    },
  ),
  forEach(
    'nothing acts as a default service account',
    () => true,
    ({ config }) => {
      const account = textsIn(config).find((text) =>
        /-compute@developer\.|@appspot\.|@cloudbuild\.|google_(compute|app_engine)_default_service_account|data\.google_project\.\w+\.number}-/.test(
          text,
        ),
      );
      return account === undefined ? null : `uses ${account}`;
    },
  ),
  forEach(
    'a function runs and is built as an account of its own',
    ({ type }) => type === 'google_cloudfunctions2_function',
    ({ config }) => {
      const run = String(at(config, 'service_config.service_account_email'));
      const build = String(at(config, 'build_config.service_account'));
      const isOwn = (account: string) => /^\$\{google_service_account\.\w+\.(email|name)\}$/.test(account);
      return isOwn(run) && isOwn(build) && run.split('.')[1] !== build.split('.')[1]
        ? null
        : `runs as ${run} and is built as ${build}`;
    },
  ),
  forEach(
    'roles are granted on datasets and buckets, and on the project only what belongs to neither',
    ({ type }) => /^google_project_iam_/.test(type),
    ({ config: { role, member, condition } }) => {
      if (member === reference('google_service_account.deploy_account.member')) {
        return rolesOfDeployer.includes(String(role)) ? null : `lets the deployer have ${role}`;
      }
      const isNarrow =
        role === 'roles/storage.objectViewer' &&
        at(condition, 'expression') === 'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-")';
      return rolesOnProject.includes(String(role)) || isNarrow ? null : `grants ${role} on the whole project`;
    },
  ),
  forEach(
    'a function that anybody can reach has callers who are named',
    ({ type }) => type === 'google_cloudfunctions2_function',
    ({ name, config }, { resources }) => {
      const ingress = at(config, 'service_config.ingress_settings');
      if (ingress === 'ALLOW_INTERNAL_ONLY') return null;
      const called = reference(`google_cloudfunctions2_function.${name}.name`);
      const invokers = resources.filter(
        ({ config: grant }) => grant.role === 'roles/run.invoker' && grant.name === called,
      );
      const named = invokers
        .flatMap(({ config: { members } }) => textsIn(members))
        .filter((member) => /^(user|group|serviceAccount):/.test(member));
      return ingress === 'ALLOW_ALL' && named.length > 0 ? null : `is reached by ${ingress}`;
    },
  ),
  forEach(
    'who may call a function is said once and for all: the schedule first, or the users of the dashboard',
    ({ type }) => type === 'google_cloudfunctions2_function',
    ({ name }, { resources }) => {
      const called = reference(`google_cloudfunctions2_function.${name}.name`);
      const isGrant = ({ config: { role } }: Resource) => /run\.invoker|cloudfunctions\.invoker/.test(String(role));
      const [grant, ...more] = resources.filter((each) => isGrant(each) && each.config.name === called);
      const strays = resources.filter(
        (each) => isGrant(each) && each.type !== 'google_cloud_run_v2_service_iam_binding',
      );
      if (grant === undefined || more.length + strays.length > 0)
        return `is called by ${strays.length + more.length} grants more`;
      const [first = ''] = textsIn(grant.config.members);
      const isFirst = /^(user|group|serviceAccount):/.test(first) ? name === 'dashboard' : name === 'ingest';
      return isFirst && first !== '' ? null : `is called by ${first}`;
    },
  ),
  forEach(
    'there are no keys, and no secrets in the state',
    () => true,
    ({ type, config }) => {
      if (/service_account_key|secret_version$/.test(type)) return 'is a secret';
      const secret = Object.keys(Object(at(config, 'service_config.environment_variables'))).find((name) =>
        /TOKEN|SECRET|PASSWORD/.test(name),
      );
      return secret === undefined ? null : `has ${secret} in plain text`;
    },
  ),
  forEach(
    'only one repository and only its main branch deploys',
    ({ type }) => type === 'google_iam_workload_identity_pool_provider',
    ({ config: { attribute_condition: condition } }) =>
      /^assertion\.repository == "[^"]+" && assertion\.ref == "refs\/heads\/main"$/.test(String(condition))
        ? null
        : `takes whoever meets ${condition}`,
  ),
];
