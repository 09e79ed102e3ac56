package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// hook lets gqlgen's own functions for lists ask ours first. gqlgen has no place for that, so a line goes into what it
// wrote. That a function is not where it was expected is an error: another version of gqlgen may write it differently.
func (l *lists) hook() error {
	waiting := maps.Clone(l.hooks)
	files, err := filepath.Glob(filepath.Join(l.data.Config.Exec.DirName, "*.generated.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		hooked := source
		for theirs, ours := range waiting {
			var found bool
			if hooked, found = insert(hooked, theirs, ours); found {
				delete(waiting, theirs)
			}
		}
		if !bytes.Equal(hooked, source) {
			if err := os.WriteFile(file, hooked, 0o644); err != nil {
				return err
			}
		}
	}
	if len(waiting) > 0 {
		return fmt.Errorf("gqlgen has not written %s as expected", strings.Join(slices.Sorted(maps.Keys(waiting)), ", "))
	}
	return nil
}

// insert puts the line at the beginning of one function.
func insert(source []byte, theirs, ours string) ([]byte, bool) {
	at := bytes.Index(source, []byte("func (ec *executionContext) "+theirs+"(ctx context.Context, sel ast.SelectionSet, v "))
	if at < 0 {
		return source, false
	}
	at += bytes.Index(source[at:], []byte("{\n")) + len("{\n")
	line := fmt.Sprintf("\tif list := ec.%s(sel, v); list != nil {\n\t\treturn list\n\t}\n", ours)
	return slices.Concat(source[:at], []byte(line), source[at:]), true
}
