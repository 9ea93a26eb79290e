import type { TestApp } from './test-app';

const UID = 'api::expert.expert';

type Options = { locale?: string; body?: object };

/** The requests that the Content Manager's pages send. */
export class ContentManager {
  constructor(private readonly app: TestApp) {}

  async create(data: object, { locale }: { locale?: string } = {}): Promise<string> {
    return this.idOf(await this.send('POST', '', { locale, body: data }));
  }

  async createAndPublish(data: object, { locale }: { locale?: string } = {}): Promise<string> {
    return this.idOf(await this.send('POST', '/actions/publish', { locale, body: data }));
  }

  update(id: string, data: object, locale?: string): Promise<unknown> {
    return this.send('PUT', `/${id}`, { locale, body: data });
  }

  /** Saves and publishes, as the button does. */
  publish(id: string, data: object = {}, locale?: string): Promise<unknown> {
    return this.send('POST', `/${id}/actions/publish`, { locale, body: data });
  }

  unpublish(id: string, locale?: string, discardDraft = false): Promise<unknown> {
    return this.send('POST', `/${id}/actions/unpublish`, { locale, body: { discardDraft } });
  }

  discard(id: string, locale?: string): Promise<unknown> {
    return this.send('POST', `/${id}/actions/discard`, { locale });
  }

  delete(id: string, locale?: string): Promise<unknown> {
    return this.send('DELETE', `/${id}`, { locale });
  }

  async clone(id: string, data: object): Promise<string> {
    return this.idOf(await this.send('POST', `/clone/${id}`, { body: data }));
  }

  bulk(
    action: 'bulkPublish' | 'bulkUnpublish' | 'bulkDelete',
    documentIds: string[],
    locale?: string
  ): Promise<unknown> {
    return this.send('POST', `/actions/${action}`, { locale, body: { documentIds } });
  }

  /** @throws unless the Content Manager accepts the request. */
  private async send(method: string, path: string, { locale, body = {} }: Options): Promise<unknown> {
    const url = `/content-manager/collection-types/${UID}${path}${locale ? `?locale=${locale}` : ''}`;
    const sent = method === 'DELETE' ? undefined : { ...body, ...(locale && { locale }) };
    const answer = await this.app.request<unknown>(method, url, { body: sent });
    if (answer.status >= 300)
      throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private idOf(answer: unknown): string {
    return (answer as { data: { documentId: string } }).data.documentId;
  }
}
