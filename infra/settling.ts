import { DataResource, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

const seconds = 60;

/**
 * What was just granted or made is not known everywhere at once: Google speaks of two minutes, usually it is seconds.
 * Waits once, when the things are made; whoever needs them depends on the result.
 * https://docs.cloud.google.com/iam/docs/access-change-propagation
 */
export function addSettling(
  scope: Construct,
  id: string,
  things: readonly (ITerraformDependable & { readonly id: string })[],
): DataResource {
  return new DataResource(scope, id, {
    triggersReplace: things.map((thing) => thing.id),
    // By Node, which is there on every system.
    provisioners: [{ type: 'local-exec', command: `node -e "setTimeout(() => {}, ${seconds * 1000})"` }],
  });
}
