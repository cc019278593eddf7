import { at } from '../../support/stack.ts';
import { forEach, type Policy } from './policy.ts';

const isBucket = ({ type }: { readonly type: string }) => type === 'google_storage_bucket';

export const dataPolicies: readonly Policy[] = [
  forEach('every bucket is closed', isBucket, ({ config }) => {
    if (config.uniform_bucket_level_access !== true) return 'has access lists of its own';
    return config.public_access_prevention === 'enforced' ? null : 'can be made public';
  }),
  forEach('no bucket goes while something is in it', isBucket, ({ config: { force_destroy } }) =>
    force_destroy === false ? null : 'is deleted with all that it holds',
  ),
  forEach(
    'what the archive loses can be brought back, and what is staged goes',
    (resource) => isBucket(resource) && resource.name === 'archive',
    ({ config }) => {
      if (!(Number(at(config, 'soft_delete_policy.retention_duration_seconds')) >= 7 * 86_400)) {
        return 'forgets at once what is deleted';
      }
      const rules: unknown = config.lifecycle_rule;
      const isStagedRule = (rule: unknown) =>
        at(rule, 'action.type') === 'Delete' &&
        at(rule, 'condition.age') === 7 &&
        String(at(rule, 'condition.matches_prefix')) === 'staged/';
      const deletes = Array.isArray(rules) ? rules.filter((rule) => at(rule, 'action.type') === 'Delete') : [];
      return deletes.length === 1 && deletes.every(isStagedRule) ? null : 'deletes something else than what is staged';
    },
  ),
  forEach(
    'data is protected from deletion',
    ({ type, name, config }) =>
      (type === 'google_bigquery_table' && config.view === undefined) ||
      type === 'google_bigquery_dataset' ||
      (type === 'google_storage_bucket' && name === 'archive'),
    ({ type, config }) => {
      if (at(config, 'lifecycle.prevent_destroy') !== true) return 'may be destroyed';
      if (type === 'google_bigquery_table' && config.deletion_protection !== true) return 'has no deletion protection';
      return type === 'google_bigquery_dataset' && config.delete_contents_on_destroy !== false
        ? 'takes its tables with it'
        : null;
    },
  ),
  {
    promise: 'data is in one location, and what works on it in one region of that',
    violations({ resources }) {
      const locationOf = (wanted: string) =>
        resources.filter(({ type, name }) => `${type}.${name}` === wanted).map(({ config }) => String(config.location));
      const [data = ''] = locationOf('google_bigquery_dataset.dataset');
      const region = resources.flatMap(({ type, config }) =>
        type === 'google_cloudfunctions2_function' ? [String(config.location)] : [],
      )[0];
      return resources.flatMap(({ type, name, config }) => {
        const found = config.location ?? config.region;
        if (found === undefined) return [];
        const isData = `${type}.${name}` === 'google_storage_bucket.archive' || type === 'google_bigquery_dataset';
        const expected = isData ? data : region;
        if (found !== expected) return [`${type}.${name} is in ${found}, not in ${expected}`];
        return isData || isWithin(String(found), data) ? [] : [`${type}.${name} is in ${found}, outside of ${data}`];
      });
    },
  },
];

function isWithin(region: string, location: string): boolean {
  if (location === 'US') return region.startsWith('us-');
  if (location !== 'EU') return region === location;
  // London and Zürich are in Europe, not in the European Union.
  return region.startsWith('europe-') && !['europe-west2', 'europe-west6'].includes(region);
}
