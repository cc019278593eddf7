// Preloaded into a server that takes a free port: says on stderr which one it got.
import { tracingChannel } from 'node:diagnostics_channel';
import { Server } from 'node:net';

tracingChannel('net.server.listen').asyncEnd.subscribe((message) => {
  const server = message instanceof Object && 'server' in message ? message.server : null;
  const address = server instanceof Server ? server.address() : null;
  if (address instanceof Object) process.stderr.write(`listening on port ${address.port}\n`);
});
