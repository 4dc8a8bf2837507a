import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId, sha256 } from '#kernel';
import { processStart } from '#platform';
import { cloneDatabase, type DatabaseClone } from '../../../libs/testing/src/database.js';
import { cliConfig } from './ground/cli-config.js';
import { runCli } from './run-cli.js';
import { Terminal } from './terminal.js';

class RecordingTerminal extends Terminal {
  readonly said: string[] = [];
  readonly remarked: string[] = [];
  piped = '';
  override say(line: string): void {
    this.said.push(line);
  }
  override remark(line: string): void {
    this.remarked.push(line);
  }
  override progress(line: string): void {
    this.remarked.push(line);
  }
  override async pipedLine(): Promise<string> {
    return this.piped;
  }
}

let clone: DatabaseClone;
let client: pg.Client;
let terminal: RecordingTerminal;
const environment = { ...process.env };

beforeAll(async () => {
  clone = await cloneDatabase();
  client = new pg.Client({ connectionString: clone.url });
  await client.connect();
  process.env['DATABASE_URL'] = clone.url;
  process.env['APP_SECRET'] = 'the secret of the test suite, 32 characters';
});

afterAll(async () => {
  process.env = environment;
  await client.end();
  await clone.drop();
});

beforeEach(() => {
  terminal = new RecordingTerminal();
});

const run = (...words: string[]): Promise<number> => runCli(['node', 'cli', ...words], terminal);
const rows = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(sql, values)).rows;

describe('commands', () => {
  it('finds the schema current and agreed upon', async () => {
    expect(await run('migrate')).toBe(0);
    expect(terminal.said.join()).toContain('The schema was current.');
    expect(await run('drift')).toBe(0);
  });

  it('makes a site with origins and a key that works, and refuses a second one with its key', async () => {
    expect(
      await run(
        'create-site',
        '--key',
        'paper',
        '--name',
        'The Paper',
        '--origin',
        'https://a.example',
        'https://b.example',
      ),
    ).toBe(0);
    const key = /API key (\S+)/.exec(terminal.said.join('\n'))?.[1] ?? '';
    const [site] = await rows(
      'SELECT s.origins, k.scopes FROM sites s JOIN api_keys k ON k.site_id = s.id WHERE s.key = $1 AND k.key_hash = $2',
      ['paper', sha256(key)],
    );
    expect(site).toMatchObject({ origins: ['https://a.example', 'https://b.example'] });
    expect(site?.['scopes']).toContain('articles');
    expect(await run('create-site', '--key', 'paper', '--name', 'Again')).toBe(1);
    expect(await rows('SELECT count(*)::int AS n FROM api_keys')).toEqual([{ n: 1 }]);
  });

  it('makes an admin with the password that is piped in', async () => {
    terminal.piped = 'a password of some length';
    expect(await run('create-admin', '--email', 'ada@example.org', '--name', 'Ada')).toBe(0);
    const found = await rows(
      `SELECT p.name FROM roles r JOIN people p ON p.id = r.person_id WHERE r.role = 'admin' AND r.site_id IS NULL`,
    );
    expect(found).toEqual([{ name: 'Ada' }]);
    terminal.piped = 'short';
    expect(await run('create-admin', '--email', 'bob@example.org')).toBe(1);
    expect(await rows('SELECT count(*)::int AS n FROM roles')).toEqual([{ n: 1 }]);
  });

  it('lists, retries and discards dead letters', async () => {
    const [again, gone] = [newId(), newId()];
    for (const id of [again, gone]) {
      await rows(
        `INSERT INTO dead_letters (id, queue, name, payload, reason, attempts, created_at)
         VALUES ($1, 'maintenance', 'recover-deliveries', '{}', E'it\\nbroke', 8, now())`,
        [id],
      );
    }
    expect(await run('dead-letters', 'list')).toBe(0);
    expect(terminal.said).toHaveLength(2);
    expect(terminal.said.join('\n')).toContain('maintenance/recover-deliveries\t8\tit broke');
    expect(await run('dead-letters', 'retry', again)).toBe(0);
    expect(await run('dead-letters', 'discard', gone)).toBe(0);
    expect(await rows('SELECT count(*)::int AS n FROM dead_letters')).toEqual([{ n: 0 }]);
    expect(await rows('SELECT queue, name, sent_at FROM outbox')).toEqual([
      { queue: 'maintenance', name: 'recover-deliveries', sent_at: null },
    ]);
    expect(await run('dead-letters', 'retry', again)).toBe(1);
    expect(await run('dead-letters', 'retry', 'x')).toBe(2);
  });

  it('lists deliveries by state', async () => {
    await rows(
      `INSERT INTO deliveries (id, kind, subject_id, recipient, recipient_key, message_id, state, reason, created_at)
       VALUES ($1, 'notification', $1, 'reader@example.org', '\\x00', 'm1', 'unknown', 'died', now())`,
      [newId()],
    );
    expect(await run('deliveries', 'list', '--state', 'unknown')).toBe(0);
    expect(terminal.said.join()).toContain('reader@example.org\t0\tdied');
    expect(await run('deliveries', 'list', '--state', 'failed')).toBe(0);
    expect(terminal.remarked).toContain('No delivery is failed.');
  });

  it('seeds', async () => {
    expect(await run('seed', '--comments', '40', '--article', 'seeded')).toBe(0);
    expect(terminal.remarked).toContain('comments: 100 %');
    expect(
      await rows(
        `SELECT d.published > 30 AS ok FROM discussions d JOIN articles a ON a.id = d.article_id WHERE a.key = 'seeded'`,
      ),
    ).toEqual([{ ok: true }]);
  });
});

describe('cliConfig', () => {
  it('reads how a running standalone is reached', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-cli-'));
    try {
      const folder = join(dataDir, 'postgres');
      await mkdir(join(folder, 'cluster'), { recursive: true });
      await writeFile(join(dataDir, 'secret'), 'a secret that a standalone has made');
      await writeFile(join(folder, 'password'), 'pass');
      await writeFile(join(folder, 'cluster', 'postmaster.pid'), '1\n/cluster\n0\n54329\n');
      await expect(cliConfig({ DATA_DIR: dataDir })).rejects.toThrow('npm start');
      const start = await processStart(process.pid);
      await writeFile(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, start }));
      const config = await cliConfig({ DATA_DIR: dataDir });
      expect(config.databaseUrl).toBe('postgres://colloquy:pass@127.0.0.1:54329/colloquy');
      expect(config.secret.reveal()).toBe('a secret that a standalone has made');
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('follows the log to its published head, and names the first row that was changed', async () => {
    const insert = `INSERT INTO audit_log (id, kind, data, created_at) VALUES ($1, 'lamp.lit', '{"lamp": 1}', now())`;
    await client.query(insert, [newId()]);
    expect(await run('verify-log')).toBe(0);
    expect(terminal.remarked).toEqual([expect.stringMatching(/^[1-9]\d* rows wait for their seal\.$/u)]);
    expect(await run('verify-log', '--head', 'nonsense')).toBe(2);
    expect(terminal.remarked.at(-1)).toContain('"nonsense" is no head');
    const head = `7:${'0'.repeat(64)}`;
    expect(await run('verify-log', '--head', head)).toBe(1);
    expect(terminal.remarked.at(-1)).toContain('is cut off');
    await client.query('TRUNCATE log_unsealed');
    expect(await run('verify-log')).toBe(1);
    const { rows } = await client.query<{ id: string }>('SELECT id FROM audit_log ORDER BY id LIMIT 1');
    expect(terminal.remarked.at(-1)).toContain(rows[0]?.id ?? 'a row');
  });
});
