import { describe, expect, test } from 'vitest';
import { openWikimedia } from '../../function/app/wikimedia.ts';
import { parseSettings } from '../../function/config.ts';
import { UsageError } from '../../function/core/errors.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { askJson } from '../support/json-client.ts';
import { sendJson, startLoopback } from '../support/loopback.ts';

describe('openWikimedia()', () => {
  test('names the program, its operator and its library, as the User-Agent policy asks', async () => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    const client = openWikimedia(parseSettings({ WIKITRENDS_CONTACT: 'jane@university.edu' }), {});
    await askJson(client, server.url);
    await client.close();
    const agent = server.arrivals[0]?.headers['user-agent'];
    expect(agent).toMatch(/^wikitrends\/\d+\.\d+\.\d+ \(contact: jane@university\.edu\) undici\/\d+\.\d+\.\d+$/);
    expect(agent).toContain(`wikitrends/${packageJson.version} `);
  });

  test.each([
    { set: { WIKITRENDS_TOKEN: 'an.editors-token_1' }, sent: 'Bearer an.editors-token_1' },
    { set: {}, sent: undefined },
  ])('shows whose token it has, and none that it has not: $sent', async ({ set, sent }) => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    const client = openWikimedia(parseSettings({ WIKITRENDS_CONTACT: 'jane@university.edu', ...set }), {});
    await askJson(client, server.url);
    await client.close();
    expect(server.arrivals[0]?.headers.authorization).toBe(sent);
  });

  test('asks nobody without a contact', () => {
    const open = () => openWikimedia(parseSettings({}), {});
    expect(open).toThrow(UsageError);
    expect(open).toThrow(/^WIKITRENDS_CONTACT is not set: .*as in WIKITRENDS_CONTACT=/);
  });
});
