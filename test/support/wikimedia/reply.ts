/** An answer before it is compressed and sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** An error of the Analytics API, in its own type of JSON. */
export function problem(status: number, title: string, detail: string): Reply {
  const reply = json(status, { detail, method: 'get', status, title, type: 'about:blank' });
  return { ...reply, headers: { 'content-type': 'application/problem+json' } };
}

export function plain(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: text };
}

export function html(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = `<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n</html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}
