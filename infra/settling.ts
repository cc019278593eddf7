import { DataResource, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

const seconds = 120;

/**
 * What was just turned on, granted or made is not known everywhere at once: two minutes is what Google speaks of. Waits
 * once, after these are made; whoever needs them depends on the result.
 * https://docs.cloud.google.com/iam/docs/access-change-propagation
 */
export function addSettling(
  scope: Construct,
  id: string,
  made: readonly (ITerraformDependable & { readonly id: string })[],
): DataResource {
  return new DataResource(scope, id, {
    triggersReplace: made.map((each) => each.id),
    // By Node, which is there on every system.
    provisioners: [{ type: 'local-exec', command: `node -e "setTimeout(() => {}, ${seconds * 1000})"` }],
  });
}
