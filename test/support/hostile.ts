import { request } from './raw-request.ts';

/** Requests that are meant badly, and why they are refused: how, and what whoever sends one is told. */
export interface Refused {
  readonly status: number;
  readonly detail: string;
  /** By what is bad about them, what a socket says. */
  readonly requests: Readonly<Record<string, readonly string[]>>;
}

const megabyte = 'x'.repeat(2 ** 20);

/** What is in the path or the query of a GET. */
const targets: readonly (Omit<Refused, 'requests'> & { readonly targets: Readonly<Record<string, string>> })[] = [
  {
    status: 400,
    detail: 'Cannot read the parameter "day"',
    targets: {
      'SQL in a day': "/api/v1/top?day=2026-11-19'%20OR%20'1'='1",
      'SQL behind a day': '/api/v1/top?day=2026-11-19;DROP%20TABLE%20ingested_days',
      'digits of another script': '/api/v1/top?day=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%96-11-19',
      'a day that there is not': '/api/v1/top?day=2026-02-30',
      'a day before all': '/api/v1/top?day=0001-01-01',
      'a day with a time': '/api/v1/top?day=2026-11-19T00:00:00Z',
    },
  },
  {
    status: 400,
    detail: 'Cannot read the parameter "project"',
    targets: {
      'SQL in a project': "/api/v1/top?project=en.wikipedia'%3B%20DROP%20TABLE%20ingested_days%3B--",
      'another database as a project': '/api/v1/top?project=/etc/passwd',
      'letters that look like others': '/api/v1/top?project=%D0%B5n.wikipedia',
      'a project of no characters': '/api/v1/top?project=',
    },
  },
  {
    status: 400,
    detail: 'Cannot read the parameter "n"',
    targets: {
      'SQL in a number of rows': '/api/v1/top?n=1;DELETE%20FROM%20top_articles',
      'a number that is none': '/api/v1/top?n=1e2',
      'a negative number': '/api/v1/top?n=-1',
      'a number beyond all': '/api/v1/top?n=99999999999999999999',
    },
  },
  {
    status: 400,
    detail: 'Cannot read the parameter "page_id"',
    targets: {
      'SQL in an id': '/api/v1/articles/1001%20UNION%20SELECT%201',
      'an id beyond all': '/api/v1/articles/9007199254740993',
      'a hexadecimal id': '/api/v1/articles/0x3e9',
    },
  },
  {
    status: 400,
    detail: 'Cannot read a parameter of another name',
    targets: {
      'SQL as a parameter': "/api/v1/top?1';DROP%20TABLE%20ingested_days;--=1",
      'a parameter that is a list': '/api/v1/top?n[]=1',
      'a parameter of every object': '/api/v1/top?__proto__=1',
      'a parameter of another question': '/api/v1/projects?day=2026-11-19',
      'a parameter of the path in the query': '/api/v1/articles/1001?page_id=1002',
      'a parameter of the document': '/api/v1/openapi.json?n=1',
    },
  },
  {
    status: 400,
    detail: 'Expected each parameter once',
    targets: {
      'a parameter twice': '/api/v1/top?n=1&n=2',
      'a parameter twice, written otherwise': '/api/v1/top?n=1&%6E=2',
    },
  },
  {
    status: 400,
    detail: 'Cannot read the parameter "format"',
    targets: {
      'a format that there is not': '/api/v1/top?format=xml',
    },
  },
  {
    status: 400,
    detail: 'the range ends before it begins',
    targets: {
      'a range that ends before it begins': '/api/v1/range-top?start=2026-11-19&end=2026-11-01',
    },
  },
  {
    status: 400,
    detail: 'expected at most 366 days',
    targets: {
      'a range of a hundred years': '/api/v1/range-top?start=2016-01-01&end=2115-01-01',
    },
  },
  {
    status: 400,
    detail: 'expected at most 7305 days',
    targets: {
      'a calendar of ages': '/api/v1/days?start=2016-01-01&end=9999-12-31',
    },
  },
  {
    status: 400,
    detail: 'Cannot read the parameter "name"',
    targets: {
      'a name of no characters': '/api/v1/categories/',
      'NUL in a name': '/api/v1/categories/a%00b',
      'a line break in a name': '/api/v1/categories/a%0D%0ASet-Cookie:%20a=b',
      'a name longer than any': `/api/v1/categories/${'a'.repeat(300)}`,
    },
  },
  {
    status: 400,
    detail: 'Expected percent-encoded UTF-8',
    targets: {
      'half an encoding': '/api/v1/categories/%E2%82',
      'no encoding at all': '/api/v1/categories/%zz',
      'an overlong encoding': '/api/v1/categories/%C0%AF',
      'an encoded surrogate': '/api/v1/categories/%ED%A0%80',
      'a broken encoding in the query': '/api/v1/top?day=%',
    },
  },
  {
    status: 404,
    detail: 'There is nothing here',
    targets: {
      'a path upwards': '/../../../../etc/passwd',
      'a path upwards, encoded': '/%2e%2e/%2e%2e/etc/passwd',
      'a path upwards, encoded twice': '/%252e%252e/package.json',
      'a path upwards with backslashes': '/..%5C..%5Cpackage.json',
      'a file beside the page': '/tsconfig.json',
      'the page as a file': '/page/index.html',
      'the program': '/dashboard.ts',
      'a path with NUL': '/index.html%00.js',
      'a path of slashes': '//localhost//etc/passwd',
      'another API': '/api/v2/top',
    },
  },
  {
    status: 404,
    detail: 'There is nothing here: /api/v1/openapi.json says what there is',
    targets: {
      'a path upwards in the API': '/api/v1/../../package.json',
      'a member of every object': '/api/v1/constructor',
      nothing: '/api/v1/',
    },
  },
  {
    status: 414,
    detail: 'Expected a URL of at most 4096 characters',
    targets: {
      'a query of 5,000 characters': `/api/v1/top?day=${'2'.repeat(5000)}`,
    },
  },
];

/** All of them. */
export const hostile: readonly Refused[] = [
  ...targets.map(({ targets: gets, ...refusal }) => ({
    ...refusal,
    requests: Object.fromEntries(
      Object.entries(gets).map(([name, target]) => [name, [request(`GET ${target} HTTP/1.1`)]]),
    ),
  })),
  {
    status: 431,
    detail: 'Cannot read the request',
    requests: {
      'a query of a megabyte': [request(`GET /api/v1/top?day=${megabyte} HTTP/1.1`)],
      'a path of a megabyte': [request(`GET /${megabyte} HTTP/1.1`)],
      'a header of a megabyte': [request('GET / HTTP/1.1', `X-Flood: ${megabyte}`)],
      'ten thousand headers': [request('GET / HTTP/1.1', ...Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}`))],
    },
  },
  {
    status: 405,
    detail: 'Expected GET or HEAD: nothing is changed here',
    requests: {
      'a POST': [request('POST /api/v1/top HTTP/1.1', 'Content-Length: 0')],
      'a PUT with a body': [`${request('PUT / HTTP/1.1', 'Content-Length: 5')}hello`],
      'a DELETE': [request('DELETE /api/v1/top HTTP/1.1')],
      'a TRACE': [request('TRACE / HTTP/1.1')],
      'an OPTIONS of everything': [request('OPTIONS * HTTP/1.1')],
      'a PROPFIND': [request('PROPFIND / HTTP/1.1')],
    },
  },
  {
    status: 400,
    detail: 'Cannot read the request',
    requests: {
      'a method of nobody': [request('GETT / HTTP/1.1')],
      'no HTTP': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
      'two lengths': [`${request('GET / HTTP/1.1', 'Content-Length: 5', 'Content-Length: 6')}hello!`],
      'a length and chunks': [
        `${request('GET / HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
      ],
      'a header with NUL': [request('GET / HTTP/1.1', 'X-A: a\0b')],
      'a header that goes on': [request('GET / HTTP/1.1', 'X-A: a', ' b: c')],
    },
  },
  {
    status: 400,
    detail: 'Expected a path that begins with "/"',
    requests: {
      'a GET of another host': [request('GET http://169.254.169.254/computeMetadata/v1/ HTTP/1.1')],
    },
  },
];
