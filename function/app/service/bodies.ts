import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';

/**
 * Has the framework hand over every body as the bytes it is. Left alone it reads what calls itself JSON, or is
 * compressed, and answers what it cannot read with a page for people, before the function is asked. For the whole process.
 */
export function takeBodiesAsBytes(): void {
  subscribe('http.server.request.start', (message) => {
    if (!(message instanceof Object && 'request' in message && message.request instanceof IncomingMessage)) return;
    const { headers } = message.request;
    headers['content-type'] = 'application/octet-stream';
    delete headers['content-encoding'];
  });
}
