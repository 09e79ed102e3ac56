/** A named group of investigations, as InvestigationFilter.groups takes it. */
export interface Group {
  id: string;
  name: string;
}

/** The groups that stroke and heart teams ask for most; the others follow by name. */
const FIRST = ['echocardiogram', 'ambulatory-ecg', 'ct-head', 'mri-brain', 'carotid-ultrasound'];

// The gateway's own value sets: a group that is added there is here with the next build.
const titles = import.meta.glob<string>('../../../../terminology/data/group-*.json', { eager: true, import: 'title' });

export const groups: Group[] = Object.entries(titles)
  .map(([path, name]) => ({ id: /group-(.+)\.json$/.exec(path)![1]!, name }))
  .sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));

function place(group: Group): number {
  const first = FIRST.indexOf(group.id);
  return first < 0 ? FIRST.length : first;
}
