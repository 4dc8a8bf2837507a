/** What a browser keeps for the page; where it refuses to, the page itself does for as long as it is open. */
export class PageStorage {
  private readonly own = new Map<string, string>();

  /** @param prefix set before every name: other scripts of the page use the same storage. */
  constructor(private readonly prefix: string) {}

  /** What was kept under this name. */
  read(name: string): string | undefined {
    try {
      return localStorage.getItem(this.prefix + name) ?? this.own.get(name);
    } catch {
      return this.own.get(name);
    }
  }

  /** What was kept under this name as JSON; undefined when it is something else by now. */
  readJson(name: string): unknown {
    try {
      return JSON.parse(this.read(name) ?? '');
    } catch {
      return undefined;
    }
  }

  /** Keeps a text, or forgets what is there. */
  write(name: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(this.prefix + name);
      else localStorage.setItem(this.prefix + name, value);
      this.own.delete(name);
    } catch {
      if (value === undefined) this.own.delete(name);
      else this.own.set(name, value);
    }
  }
}
