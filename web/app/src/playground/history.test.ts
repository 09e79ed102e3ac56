import { describe, expect, it } from 'vitest';

import { demoHistory, type Store } from './history';

function memory(): Store & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    get length() {
      return kept.size;
    },
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

describe('demoHistory', () => {
  const asked = (query: string, more: object = {}) => ({ query, ...more });
  function keep(...queries: object[]) {
    const lasting = memory();
    const passing = memory();
    demoHistory(['9990000018'], lasting, passing).setItem('graphiql:queries', JSON.stringify({ queries }));
    return { text: [...lasting.kept.values(), ...passing.kept.values()].join(), passing };
  }

  it('keeps questions about demo people and about nobody', () => {
    const { text, passing } = keep(asked('{ patient(nhsNumber: "999 000 0018") { birthDate } }'), asked('{ exchanges { id } }'));
    expect(text).toContain('birthDate');
    expect(text).toContain('exchanges');
    expect(passing.kept.size).toBe(0);
  });

  it('never keeps a question that names anybody else, wherever the number stands', () => {
    const { text } = keep(
      asked('{ patient(nhsNumber: "943 476 5919") { birthDate } }'),
      asked('query P($n: NHSNumber!) { patient(nhsNumber: $n) { gender } }', { variables: '{"n":"943-476-5919"}' }),
      asked('{ a: patient(nhsNumber: "9990000018") { name { text } } b: patient(nhsNumber: "9434765919") { deceased } }'),
    );
    expect(text).not.toMatch(/943|birthDate|gender|deceased/);
  });

  it('keeps no token', () => {
    expect(keep(asked('{ exchanges { id } }', { headers: '{"Authorization":"Bearer secret"}' })).text).not.toContain('secret');
  });

  it('keeps what stands in the tabs for the tab only', () => {
    const lasting = memory();
    const passing = memory();
    demoHistory([], lasting, passing).setItem('graphiql:tabState', '{"query":"9434765919"}');
    expect(lasting.kept.size).toBe(0);
    expect(passing.kept.size).toBe(1);
  });

  it('keeps nothing that it cannot read', () => {
    const lasting = memory();
    demoHistory([], lasting, memory()).setItem('graphiql:queries', '9434765919 no JSON');
    expect([...lasting.kept.values()].join()).not.toContain('9434765919');
  });
});
