import type { GoogleReply } from './reply.ts';

/** A refusal in the form that Google's JSON APIs share. */
export class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';
  readonly status: number;
  readonly reason: string;
  readonly reply: GoogleReply;

  constructor(reason: string, message: string, reply: GoogleReply) {
    super(message);
    this.status = reply.status;
    this.reason = reason;
    this.reply = reply;
  }
}

export interface GoogleErrorDetails {
  /** Such as `NOT_FOUND`; BigQuery says it, Cloud Storage does not. */
  readonly status?: string;
  /** The parameter or header at fault, and which of them it is. */
  readonly location?: string;
  readonly locationType?: 'parameter' | 'header' | 'other';
}

export function googleError(
  status: number,
  reason: string,
  message: string,
  { status: statusName, ...place }: GoogleErrorDetails = {},
): GoogleApiError {
  const errors = [{ message, domain: 'global', reason, ...place }];
  const error = { code: status, message, errors, ...(statusName !== undefined && { status: statusName }) };
  return new GoogleApiError(reason, message, { status, body: { error } });
}
