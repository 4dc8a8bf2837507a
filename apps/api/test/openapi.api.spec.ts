import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}
interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

let door: Door;
let text: string;
let document: OpenApi;

beforeAll(async () => {
  door = await openDoor();
  const answer = await door.call('GET', '/openapi.json');
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  text = answer.text;
  document = JSON.parse(text) as OpenApi;
});
afterAll(() => door.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );

describe('/openapi.json', () => {
  it('lists every route of the JSON surface, and no other', () => {
    const wanted = door.routes
      .filter(({ method, path }) => method !== 'HEAD' && path.startsWith('/api/v1/') && !/(\/live|\.csv)$/u.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(wanted.sort());
  });

  it.each([
    'PUT /api/v1/sites/{site}/articles/{key}',
    'GET /api/v1/sites/{site}/articles/{key}',
    'GET /api/v1/sites/{site}/articles',
    'GET /api/v1/sites/{site}/settings',
    'PUT /api/v1/sites/{site}/settings',
    'GET /api/v1/articles/{articleId}/comments',
    'GET /api/v1/articles/{articleId}/comments/{id}',
    'GET /api/v1/articles/{articleId}/comments/{id}/replies',
    'POST /api/v1/articles/{articleId}/comments',
    'PATCH /api/v1/articles/{articleId}/comments/{id}',
    'DELETE /api/v1/articles/{articleId}/comments/{id}',
    'POST /api/v1/preview',
    'PUT /api/v1/articles/{articleId}/comments/{id}/vote',
    'POST /api/v1/articles/{articleId}/comments/{id}/flags',
    'GET /api/v1/articles/{articleId}/mine',
    'GET /api/v1/counts',
    'GET /api/v1/sites/{site}/discussions',
    'POST /api/v1/auth/email/start',
    'POST /api/v1/auth/email/verify',
    'POST /api/v1/auth/login',
    'POST /api/v1/auth/logout',
    'GET /api/v1/me',
    'POST /api/v1/articles/{articleId}/subscriptions',
    'DELETE /api/v1/articles/{articleId}/subscriptions/{id}',
    'GET /api/v1/moderation/queue',
    'POST /api/v1/moderation/decisions',
    'POST /api/v1/moderation/decisions/{id}/undo',
  ])('has %s', (name) => {
    expect(operations().map((one) => one.name)).toContain(name);
  });

  it('describes every operation: a summary, a tag, its parameters, its answer and its errors', () => {
    const faults = operations().flatMap(({ name, path, operation }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const known = (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      const success = Object.entries(operation.responses).filter(([status]) => /^2\d\d$/.test(status));
      const schemaOf = (status: string) => operation.responses[status]?.content?.['application/json']?.schema;
      const takesBody = /^(PUT|POST|PATCH)/.test(name) && !/(logout|retry|undo)$/.test(path);
      return [
        ...(operation.summary === undefined || operation.summary === '' ? [`${name}: no summary`] : []),
        ...(operation.tags?.length === 1 ? [] : [`${name}: no tag`]),
        ...(JSON.stringify(inPath.sort()) === JSON.stringify(known.sort())
          ? []
          : [`${name}: parameters ${known.join()}`]),
        ...(operation.parameters ?? []).filter((one) => one.schema === undefined).map((one) => `${name}: ${one.name}`),
        ...(success.length > 0 ? [] : [`${name}: no success`]),
        ...success.filter(([status]) => schemaOf(status) === undefined).map(([status]) => `${name}: ${status}`),
        ...(schemaOf('default') === undefined ? [`${name}: no error`] : []),
        ...(takesBody === (operation.requestBody?.content['application/json']?.schema !== undefined)
          ? []
          : [`${name}: body`]),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const wanted = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(wanted).toContain('Comment');
    expect(wanted.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual([]);
  });

  it('is the committed document', () => {
    const committed = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    const isSame = committed === `${JSON.stringify(document, null, 2)}\n`;
    expect(isSame, 'docs/openapi.json is not what this door serves: run `npm run openapi` and commit it.').toBe(true);
  });

  it('has a page that reads it', async () => {
    const page = await door.call('GET', '/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    expect(page.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
  });
});
