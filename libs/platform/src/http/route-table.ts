interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/**
 * The routes the server knows, by path, to tell 405 from 404 and to answer preflights. The router itself only answers for one
 * method at a time.
 */
export class RouteTable {
  private readonly routes = new Map<string, KnownRoute>();

  /** Notes a route, its path in the router's syntax: `:name` for a segment's part, `*` for the rest. */
  add(path: string, methods: readonly string[]): void {
    const known = this.routes.get(path) ?? { pattern: toPattern(path), methods: new Set<string>() };
    for (const method of methods) known.methods.add(method);
    this.routes.set(path, known);
  }

  /** The methods that some route takes at an address (query ignored), sorted; none for an unknown address. */
  methodsAt(url: string): string[] {
    const path = pathOf(url);
    const methods = new Set<string>();
    for (const route of this.routes.values()) {
      if (route.pattern.test(path)) for (const method of route.methods) methods.add(method);
    }
    return [...methods].sort();
  }

  /** The parameters of an address as its route names them, not decoded. The router knows none for a method that no route takes. */
  paramsAt(url: string): Readonly<Record<string, string>> {
    const path = pathOf(url);
    for (const route of this.routes.values()) {
      const found = route.pattern.exec(path);
      if (found !== null) return { ...found.groups };
    }
    return {};
  }
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

/** Linear by construction: a parameter never matches `/`, and parts between parameters are literal. */
function toPattern(path: string): RegExp {
  const source = path
    .split('/')
    .map((segment) =>
      segment === '*' ? '.*' : segment.replace(SPECIAL, '\\$&').replace(/:([A-Za-z_][A-Za-z0-9_]*)/g, '(?<$1>[^/]+)'),
    )
    .join('/');
  return new RegExp(`^${source}$`);
}
