import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { type Fault, spoil } from './faults.ts';
import type { Reply } from './reply.ts';

/** Sends a reply, spoilt by the fault if there is one. Returns whether the client can have got a status. */
export async function deliver(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
  acceptsGzip: boolean,
): Promise<boolean> {
  if (fault?.kind === 'reset-after') {
    response.destroy();
    return false;
  }
  const spoilt = fault === undefined ? reply : spoil(fault, reply);
  const { body, headers } = await pack(spoilt, acceptsGzip && fault?.kind !== 'broken-gzip');
  response.writeHead(reply.status, { ...headers, 'content-length': body.length });
  if (fault?.kind === 'truncated') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  } else {
    response.end(body);
  }
  return true;
}

interface Packed {
  readonly body: Buffer;
  readonly headers: Reply['headers'];
}

async function pack({ body, headers }: Reply, acceptsGzip: boolean): Promise<Packed> {
  const bytes = Buffer.from(body);
  if (!acceptsGzip || bytes.length === 0) return { body: bytes, headers };
  // Speed before size: nothing leaves this machine.
  const zipped = await promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED });
  return { body: zipped, headers: { ...headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' } };
}
