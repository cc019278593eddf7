import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/**
 * Has the framework hand over every body as the bytes it is. Left alone it reads what calls itself JSON, or is
 * compressed, and answers what it cannot read with a page for people, before the function is asked. For all servers here, unless only some are meant.
 */
export function takeBodiesAsBytes(isMeant: (server: unknown) => boolean = () => true): void {
  subscribe('http.server.request.start', (message) => {
    if (!(message instanceof Object && 'request' in message && 'server' in message)) return;
    if (!(message.request instanceof IncomingMessage && isMeant(message.server))) return;
    const { headers } = message.request;
    headers['content-type'] = 'application/octet-stream';
    delete headers['content-encoding'];
  });
}
