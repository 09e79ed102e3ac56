import emergencyDepartment from './emergency-department.graphql?raw';
import firstLook from './first-look.graphql?raw';
import identityConflict from './identity-conflict.graphql?raw';
import notSeen from './not-seen.graphql?raw';
import strokeUnit from './stroke-unit.graphql?raw';
import timeline from './timeline.graphql?raw';
import twoWeekWait from './two-week-wait.graphql?raw';
import twoWeekWaitVariables from './two-week-wait.variables.json?raw';

/** A question that the playground opens with; its operation's name is the tab's title. */
export interface Example {
  query: string;
  /** The variables as JSON text, or null for a question without any. */
  variables: string | null;
}

/** One question for each user story, in the order of the tabs. */
export const examples: Example[] = [
  { query: emergencyDepartment, variables: null },
  { query: strokeUnit, variables: null },
  { query: twoWeekWait, variables: twoWeekWaitVariables },
  { query: notSeen, variables: null },
  { query: timeline, variables: null },
  { query: identityConflict, variables: null },
];

/** The question that a demo person's name opens. */
export function firstLookAt(nhsNumber: string): Example {
  return { query: firstLook, variables: `${JSON.stringify({ nhsNumber }, null, 2)}\n` };
}
