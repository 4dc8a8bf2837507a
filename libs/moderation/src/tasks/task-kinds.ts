import { Injectable } from '@nestjs/common';
import type { TaskKind } from './long-task.js';

/** The kinds of long tasks of this process. Each adds itself when it is made. */
@Injectable()
export class TaskKinds {
  private readonly kinds = new Map<string, TaskKind>();

  /** @throws when there is one with this name. */
  add(kind: TaskKind): void {
    if (this.kinds.has(kind.name)) throw new Error(`Two kinds of long tasks are called "${kind.name}".`);
    this.kinds.set(kind.name, kind);
  }

  /** The kind with a name. */
  find(name: string): TaskKind | undefined {
    return this.kinds.get(name);
  }
}
