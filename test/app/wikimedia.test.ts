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

  test('shows an editor’s token to no other host that the settings name', async () => {
    await using server = await startLoopback((response) => sendJson(response, {}));
    const settings = { WIKITRENDS_CONTACT: 'jane@university.edu', WIKITRENDS_TOKEN: 'an.editors-token_1' };
    const client = openWikimedia(parseSettings(settings), {});
    await askJson(client, server.url);
    await client.close();
    expect(server.arrivals[0]?.headers).not.toHaveProperty('authorization');
  });

  test('asks nobody without a contact', () => {
    const open = () => openWikimedia(parseSettings({}), {});
    expect(open).toThrow(UsageError);
    expect(open).toThrow(/^WIKITRENDS_CONTACT is not set: .*as in WIKITRENDS_CONTACT=/);
  });
});
