import type { Answer } from './answer.ts';

/** On every answer: nothing from elsewhere, nothing inline, nobody's frame. */
const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    ...['script-src', 'style-src', 'connect-src', 'font-src', 'manifest-src'].map((name) => `${name} 'self'`),
    "img-src 'self' data:",
    ...['base-uri', 'form-action', 'frame-ancestors'].map((name) => `${name} 'none'`),
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export function secured<A extends Pick<Answer, 'headers'>>(answer: A): A {
  return { ...answer, headers: { ...securityHeaders, ...answer.headers } };
}
