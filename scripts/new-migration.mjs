/** Makes an empty migration and lists it: `npm run db:new -- add-badges`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inProject, main, ScriptFailed } from './lib/project.mjs';

await main(async () => {
  const name = process.argv[2] ?? '';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u.test(name)) {
    throw new ScriptFailed('Name the change in kebab-case: npm run db:new -- add-badges');
  }
  const time = Date.now();
  const words = name.split('-').map((word) => word[0]?.toUpperCase() + word.slice(1));
  const className = `${words.join('')}${time}`;
  const file = `${time}-${name}`;
  writeFileSync(inProject('migrations', `${file}.ts`), template(className), { flag: 'wx' });
  const index = inProject('migrations', 'index.ts');
  writeFileSync(index, withMigration(readFileSync(index, 'utf8'), className, file));
  console.log(`migrations/${file}.ts`);
});

/** @param {string} className */
function template(className) {
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What changes, and why. */
export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }
}
`;
}

/** @param {string} text @param {string} className @param {string} file */
function withMigration(text, className, file) {
  const imported = text.replace(/(?<=^import [^\n]+\n)(?!import )/mu, `import { ${className} } from './${file}.js';\n`);
  const listed = imported.replace(/(?<=migrations = \[[^\]]*?),?\s*\]/u, `, ${className}]`);
  if (imported === text || listed === imported)
    throw new ScriptFailed('migrations/index.ts has another shape than expected.');
  return listed;
}
