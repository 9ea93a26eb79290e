import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

/**
 * An application in a folder of its own, with the same packages, plugin and model as this one: a
 * test may change its build and its configuration.
 */
export class OwnApplication {
  constructor(readonly folder: string) {
    for (const name of ['node_modules', '.index-rebuild', 'package.json', 'database', 'src']) {
      symlinkSync(path.join(root, name), path.join(folder, name));
    }
    mkdirSync(path.join(folder, 'public/uploads'), { recursive: true });
    for (const name of readdirSync(path.join(root, 'dist')).filter((entry) => entry !== 'build')) {
      cpSync(path.join(root, 'dist', name), path.join(folder, 'dist', name), { recursive: true });
    }
  }

  /** Adds a cron task that makes a file, every second. @returns The file. */
  addCronTask(): string {
    const mark = path.join(this.folder, 'cron-has-run');
    const config = path.join(this.folder, 'dist/config/server.js');
    writeFileSync(
      config,
      `${readFileSync(config, 'utf8')}
const before = exports.default;
const task = () => require('node:fs').writeFileSync(${JSON.stringify(mark)}, '');
const cron = { enabled: true, tasks: { mark: { task, options: '* * * * * *' } } };
exports.default = (params) => ({ ...before(params), cron });
`
    );
    return mark;
  }

  /** Changes a content type in the build, as its next version would. */
  changeExpert(change: (schema: ExpertSchema) => void): void {
    const file = path.join(this.folder, 'dist/src/api/expert/content-types/expert/schema.json');
    const schema = JSON.parse(readFileSync(file, 'utf8')) as ExpertSchema;
    change(schema);
    writeFileSync(file, JSON.stringify(schema));
  }
}

type ExpertSchema = {
  options: { draftAndPublish: boolean };
  attributes: Record<string, { type: string }>;
};
