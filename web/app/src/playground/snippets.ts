/** A question as it stands in the editor. */
export interface Asked {
  url: string;
  query: string;
  /** As JSON text; empty for none. */
  variables: string;
  operationName?: string | undefined;
  /** Whether the question goes with a token. The token itself never stands in a snippet: snippets are pasted into chats. */
  withToken: boolean;
}

export const LANGUAGES = { curl: 'curl', fetch: 'fetch', go: 'Go', typescript: 'TypeScript' } as const;
export type Language = keyof typeof LANGUAGES;

/** The question as a program that asks it. The token comes from the environment variable GATEWAY_TOKEN. */
export function snippet(language: Language, asked: Asked): string {
  return { curl, fetch: fetchSnippet, go, typescript }[language](asked);
}

function variablesOf(asked: Asked): unknown {
  try {
    return asked.variables.trim() === '' ? {} : JSON.parse(asked.variables);
  } catch {
    return {};
  }
}

function body(asked: Asked): Record<string, unknown> {
  return {
    query: asked.query,
    variables: variablesOf(asked),
    ...(asked.operationName === undefined ? {} : { operationName: asked.operationName }),
  };
}

function curl(asked: Asked): string {
  const token = asked.withToken ? ` \\\n  -H "Authorization: Bearer $GATEWAY_TOKEN"` : '';
  // Within single quotes a shell reads everything as it is but the quote itself.
  const quoted = JSON.stringify(body(asked)).replaceAll("'", "'\\''");
  return `curl -sS '${asked.url}' \\\n  -H 'Content-Type: application/json'${token} \\\n  --data-raw '${quoted}'\n`;
}

function fetchSnippet(asked: Asked): string {
  const token = asked.withToken ? '\n    Authorization: `Bearer ${process.env.GATEWAY_TOKEN}`,' : '';
  return `const response = await fetch(${JSON.stringify(asked.url)}, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',${token}
  },
  body: JSON.stringify(${indent(JSON.stringify(body(asked), null, 2))}),
});
const { data, errors } = await response.json();
// Data and errors can come together: show both, and read each list's completeness.
console.log(data, errors);
`;
}

function typescript(asked: Asked): string {
  const token = asked.withToken ? ', token: () => process.env.GATEWAY_TOKEN' : '';
  return `import { Gateway } from '@london-care-record/client';

const gateway = new Gateway({ url: ${JSON.stringify(asked.url)}${token} });
const { data, errors } = await gateway.ask(
  /* GraphQL */ \`
${asked.query.trim().replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}
\`,
  ${indent(JSON.stringify(variablesOf(asked), null, 2))},
);
// Data and errors can come together: show both, and read each list's completeness.
console.log(data, errors);
`;
}

function go(asked: Asked): string {
  const imports = ['bytes', 'fmt', 'io', 'net/http', ...(asked.withToken ? ['os'] : [])].map((name) => `\t${JSON.stringify(name)}`).join('\n');
  const token = asked.withToken ? '\treq.Header.Set("Authorization", "Bearer "+os.Getenv("GATEWAY_TOKEN"))\n' : '';
  return `package main

import (
${imports}
)

// question is the request's body, as JSON.
const question = ${JSON.stringify(JSON.stringify(body(asked)))}

func main() {
	req, err := http.NewRequest(http.MethodPost, ${JSON.stringify(asked.url)}, bytes.NewBufferString(question))
	if err != nil {
		panic(err)
	}
	req.Header.Set("Content-Type", "application/json")
${token}	res, err := http.DefaultClient.Do(req)
	if err != nil {
		panic(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(answer))
}
`;
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ');
}
