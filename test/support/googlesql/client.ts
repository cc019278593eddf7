import { Client, credentials, type ServiceError, status } from '@grpc/grpc-js';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import { protocolFolder } from './platform.ts';

const service = 'zetasql.local_service.ZetaSqlLocalService';
const deadlineMs = 30_000;

/** The requests and answers are the protocol's messages as plain objects; what comes back is yet to be parsed. */
export interface AnalyserClient extends Disposable {
  /** Throws an Error with GoogleSQL's own message when it refuses the request. */
  call(method: string, request: object): Promise<unknown>;
}

export function connect(address: string): AnalyserClient {
  const methods = readMethods();
  // A resolved statement may be larger than the 4 MB that are the default.
  const client = new Client(address, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
  return {
    call(method, request) {
      const { path, requestSerialize, responseDeserialize } = methods(method);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const options = { deadline: Date.now() + deadlineMs };
      client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, options, (error, answer) =>
        error === null ? resolve(answer) : reject(toError(method, error)),
      );
      return promise;
    },
    [Symbol.dispose]: () => client.close(),
  };
}

function readMethods(): (name: string) => MethodDefinition<object, object> {
  const definitions = loadSync('local_service.proto', { includeDirs: [protocolFolder], enums: String, oneofs: true });
  const methods = definitions[service];
  if (methods === undefined || 'format' in methods) throw new Error(`The protocol has no service ${service}`);
  return (name) => {
    const method = methods[name];
    if (method === undefined) throw new Error(`${service} has no method ${name}`);
    return method;
  };
}

/** Only an invalid argument is a verdict on the SQL, and its message the whole of it. */
function toError(method: string, error: ServiceError): Error {
  if (error.code === status.INVALID_ARGUMENT) return new Error(error.details);
  return new Error(`GoogleSQL's analyser failed at ${method}: ${error.message}`, { cause: error });
}
