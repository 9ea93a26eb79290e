import type {
  FieldError,
  ListSettingsChangesResponse,
  Setting,
  SettingsPage,
  SettingValues,
} from '../../src/plugins/index-rebuild/shared/contracts';
import type { TestApp } from './test-app';

export type Section = keyof SettingValues;

type Changed = {
  data: Setting;
  error: { name: string; details: { code: string; errors: FieldError[]; by: string } };
};

/** The settings of an application, through the admin's API. */
export class SettingsOf {
  constructor(private readonly app: TestApp) {}

  async page(): Promise<SettingsPage> {
    return (await this.app.request<{ data: SettingsPage }>('GET', '/index-rebuild/settings')).body.data;
  }

  async read(section: Section): Promise<Setting> {
    return (await this.page()).sections.find((one) => one.section === section) as Setting;
  }

  put(section: string, body: object, token?: string) {
    return this.app.request<Changed>('PUT', `/index-rebuild/settings/${section}`, { body, token });
  }

  /** Changes a section as it is now. */
  async change(section: Section, value: unknown, note?: string) {
    const { version } = await this.read(section);
    return this.put(section, { value, version, note });
  }

  async reset(section: Section) {
    const { version } = await this.read(section);
    const url = `/index-rebuild/settings/${section}/reset`;
    return this.app.request<Changed>('POST', url, { body: { version } });
  }

  /** @throws unless it is changed. */
  async set(section: Section, value: unknown): Promise<void> {
    const { status, body } = await this.change(section, value);
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  async changes(parameters = ''): Promise<ListSettingsChangesResponse> {
    const url = `/index-rebuild/settings/changes${parameters}`;
    return (await this.app.request<ListSettingsChangesResponse>('GET', url)).body;
  }

  /** What counts in this process now. */
  inEffect<Value>(section: string): Promise<Value> {
    return this.app.call('setting', { section });
  }
}
