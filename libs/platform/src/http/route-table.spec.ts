import { describe, expect, it } from 'vitest';
import { RouteTable } from './route-table.js';

describe(RouteTable.name, () => {
  const table = new RouteTable();
  table.add('/articles/:id/comments', ['GET', 'HEAD']);
  table.add('/articles/:id/comments', ['POST']);
  table.add('/articles/merge', ['POST']);
  table.add('/d/:site/:key/feed.atom', ['GET']);
  table.add('/files/*', ['GET']);

  it.each([
    ['/articles/1/comments', ['GET', 'HEAD', 'POST']],
    ['/articles/1/comments?x=/d', ['GET', 'HEAD', 'POST']],
    ['/articles/1/comments/', []],
    ['/articles//comments', []],
    ['/ARTICLES/1/comments', []],
    ['/articles/merge', ['POST']],
    ['/d/a/b/feed.atom', ['GET']],
    ['/d/a/b/feedXatom', []],
    ['/files/a/b', ['GET']],
    ['/', []],
  ])('%s', (url, methods) => {
    expect(table.methodsAt(url)).toEqual(methods);
  });
});
