// Vite's own declarations cover ?worker and ?raw; the editor's worker global has none of its own.
declare var MonacoEnvironment: { getWorker(moduleId: string, label: string): Worker };
