import {
  fieldProblem,
  planFields,
} from '../../src/plugins/index-rebuild/server/src/adapters/strapi/field-paths';

const string = { type: 'string' };

/** Models that Strapi's builder does not make, but that files can say. */
const models: Record<string, object> = {
  'api::page.page': {
    attributes: {
      title: string,
      empty: { type: 'dynamiczone', components: [] },
      gone: { type: 'relation', relation: 'manyToOne', target: 'plugin::gone.gone' },
      tree: { type: 'component', component: 'shared.node' },
      links: { type: 'relation', relation: 'morphToMany' },
    },
  },
  'shared.node': {
    attributes: { label: string, child: { type: 'component', component: 'shared.node' } },
  },
};

const strapi = {
  getModel: (uid: string) => models[uid],
  config: { get: (_: string, unset: unknown) => unset },
} as never;

describe('a path', () => {
  it.each([
    ['empty', /leads to nothing that has a text of its own\.$/],
    ['empty.text', /no component of the dynamic zone "empty" of api::page\.page has a field "text"\.$/],
    ['gone.name', /leads to plugin::gone\.gone, which does not exist\. Is the plugin .* switched off\?$/],
    ['links.title', /can lead to any content type \(morphToMany\)/],
    ['tree.lable', /^shared\.node has no field "lable"\. Did you mean "label"\?$/],
    ['title.', /is of type "string" and has no field "" in it/],
  ])('%s is refused', (field, says) => {
    expect(fieldProblem(strapi, 'api::page.page', field)).toMatch(says);
  });

  it('enters a component that contains itself as far as it says, and a whole one once', () => {
    const { read } = planFields(strapi, 'api::page.page', ['tree', 'tree.child.child.label', 'tree.child']);
    const nodes = { label: 'a', child: { label: 'b', child: { label: 'c' } } };
    expect(read({ tree: nodes })).toEqual({ tree: 'a', 'tree.child.child.label': 'c', 'tree.child': 'b' });
  });

  it('is read with others in one populate', () => {
    const { columns, populate } = planFields(strapi, 'api::page.page', [
      'title',
      'tree.label',
      'tree.child.label',
    ]);
    const label = { select: ['id', 'label'] };
    expect(columns).toEqual(['title']);
    expect(populate).toEqual({
      tree: { ...label, populate: { child: { ...label, populate: {} } } },
    });
  });
});
