import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly (string | readonly string[])[]; readonly html: string }[];
}

/**
 * What a person who uses other means than eyes and a mouse would stumble over, a line for each element: axe's own rules, WCAG 2.2 AA
 * among them, in the page and in every open shadow root. The debugger puts axe in, so that the page's policy may be as strict as it likes.
 */
export async function obstacles(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
    return (await axe.run(options)).violations;
  });
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(
      ({ target, html }) => `${id} (${impact ?? 'minor'}): ${help}\n  ${placeOf(target)}\n  ${html.slice(0, 200)}`,
    ),
  );
}

/** Fails with all of them, and where they were found. */
export async function expectNoObstacles(page: Page, where: string): Promise<void> {
  const found = await obstacles(page);
  if (found.length > 0) expect.fail(`${where}: axe finds ${found.length}\n${found.join('\n')}`);
}

/** The way to an element; `>>` leads into a shadow root. */
function placeOf(target: Violation['nodes'][number]['target']): string {
  return target.map((step) => (typeof step === 'string' ? step : step.join(' >> '))).join(' | ');
}
