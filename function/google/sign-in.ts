import { type AnyAuthClient, GoogleAuth, PassThroughClient } from 'google-auth-library';
import { messageOf, UsageError } from '../core/errors.ts';
import { howToSignIn } from './errors.ts';

/** What Google's clients take for their credentials. */
export type Credentials = AnyAuthClient;

/**
 * Finds the credentials of whoever runs this; none are looked for where another endpoint than Google's answers. Throws
 * UsageError where there are none: left alone, the clients would look for them at every request and then go on without.
 */
export async function signIn(apiUrl: string | null): Promise<Credentials> {
  if (apiUrl !== null) return new PassThroughClient();
  try {
    return await new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'] }).getClient();
  } catch (error) {
    throw new UsageError(`Cannot reach Google Cloud without credentials (${messageOf(error)}): ${howToSignIn}`, {
      cause: error,
    });
  }
}
