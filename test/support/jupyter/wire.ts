import { createHmac, randomUUID } from 'node:crypto';

/** A message of Jupyter's protocol: https://jupyter-client.readthedocs.io/en/stable/messaging.html */
export interface Message {
  readonly id: string;
  readonly type: string;
  /** Id of the request that it is about. */
  readonly parentId: string | null;
  readonly content: Content;
}

/** What the tests read or send, of whatever type of message. */
export interface Content {
  readonly code?: string;
  readonly execution_state?: 'busy' | 'idle' | 'starting';
  /** Of what is printed. */
  readonly text?: string;
  /** Of an error. */
  readonly ename?: string;
  readonly evalue?: string;
  /** Of what is shown, by MIME type. */
  readonly data?: Readonly<Record<string, string>>;
  readonly transient?: { readonly display_id?: string };
  readonly [other: string]: unknown;
}

const delimiter = '<IDS|MSG>';

export function toFrames({ id, type, content }: Omit<Message, 'parentId'>, key: string, session: string): string[] {
  const header = {
    msg_id: id,
    msg_type: type,
    session,
    username: 'test',
    date: new Date().toISOString(),
    version: '5.3',
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return [delimiter, createHmac('sha256', key).update(parts.join('')).digest('hex'), ...parts];
}

export function fromFrames(frames: readonly Buffer[]): Message {
  const texts = frames.map((frame) => frame.toString('utf8'));
  const [header, parent, , content] = texts.slice(texts.indexOf(delimiter) + 2).map((text) => JSON.parse(text));
  return { id: header.msg_id, type: header.msg_type, parentId: parent.msg_id ?? null, content };
}

export const newId = (): string => randomUUID();
