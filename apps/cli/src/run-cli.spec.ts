import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli.js';
import { Terminal } from './terminal.js';

class RecordingTerminal extends Terminal {
  readonly said: string[] = [];
  readonly remarked: string[] = [];
  override say(line: string): void {
    this.said.push(line);
  }
  override remark(line: string): void {
    this.remarked.push(line);
  }
  override async pipedLine(): Promise<string> {
    return '';
  }
}

const NAMES = ['DATABASE_URL', 'APP_SECRET', 'DATA_DIR', 'ADMIN_EMAIL', 'ADMIN_PASSWORD'];
let before: (string | undefined)[];
let dataDir: string;

beforeEach(async () => {
  before = NAMES.map((name) => process.env[name]);
  for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  dataDir = await mkdtemp(join(tmpdir(), 'colloquy-cli-'));
  process.env['DATA_DIR'] = dataDir;
});

afterEach(async () => {
  NAMES.forEach((name, at) => {
    const value = before[at];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  });
  await rm(dataDir, { recursive: true, force: true });
});

const run = async (...words: string[]): Promise<{ code: number; said: string; remarked: string }> => {
  const terminal = new RecordingTerminal();
  const code = await runCli(['node', 'cli', ...words], terminal);
  return { code, said: terminal.said.join('\n'), remarked: terminal.remarked.join('\n') };
};

describe('runCli', () => {
  it('lists its commands without a database', async () => {
    const { code, said } = await run('--help');
    expect(code).toBe(0);
    for (const name of [
      'migrate',
      'create-admin',
      'create-site',
      'seed',
      'dead-letters',
      'deliveries',
      'drift',
      'openapi',
    ]) {
      expect(said).toContain(name);
    }
  });

  it('explains the options of a command', async () => {
    const { code, said } = await run('seed', '--help');
    expect(code).toBe(0);
    expect(said).toContain('--comments <n>');
    expect(said).toContain('--depth-shape <shape>');
  });

  it.each([
    ['an unknown command', ['seeed'], 'Did you mean seed'],
    ['an unknown option', ['migrate', '--quick'], "unknown option '--quick'"],
    ['a required option that is missing', ['seed'], "required option '--comments <n>'"],
    ['a number that is none', ['seed', '--comments', 'many'], '--comments is a whole number'],
    ['a number that is too small', ['seed', '--comments', '0'], '--comments is a whole number'],
    [
      'a shape that there is not',
      ['seed', '--comments', '5', '--depth-shape', 'round'],
      '--depth-shape is one of usual, even',
    ],
    ['a key that is none', ['seed', '--comments', '5', '--site', 'My Paper'], '--site is a key'],
    ['an admin without an address', ['create-admin'], 'Name the admin'],
    ['an admin without a password', ['create-admin', '--email', 'a@example.org'], 'Give a password'],
    ['a site without a name', ['create-site', '--key', 'paper'], "required option '--name <name>'"],
    ['a group of commands alone', ['dead-letters'], 'Say what to do'],
    ['a state that there is not', ['deliveries', 'list', '--state', 'sent'], '--state is unknown or failed'],
  ])('refuses %s with 2', async (_label, words, sentence) => {
    const { code, remarked } = await run(...words);
    expect(code).toBe(2);
    expect(remarked).toContain(sentence);
  });

  it('says what to do when there is no database', async () => {
    const { code, remarked } = await run('migrate');
    expect(code).toBe(1);
    expect(remarked).toContain('npm start');
    expect(remarked).toContain(dataDir);
  });

  it('names every setting that is wrong', async () => {
    process.env['DATABASE_URL'] = 'mysql://localhost/x';
    const { code, remarked } = await run('drift');
    expect(code).toBe(1);
    expect(remarked).toContain('DATABASE_URL');
  });

  it('refuses to write with a secret that the service does not share', async () => {
    process.env['DATABASE_URL'] = 'postgres://127.0.0.1:1/none';
    const { code, remarked } = await run('create-site', '--key', 'paper', '--name', 'Paper');
    expect(code).toBe(1);
    expect(remarked).toContain('APP_SECRET');
  });
});
