// Package gateway builds and runs the gateway that is measured: the program as it is, and copies of it in which one thing
// is changed for a measurement that the program itself, on purpose, has no switch for. What is changed is source text that
// the compiler is given in place of the file's (go build -overlay), so that nothing of it can be in what is shipped.
package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Variant is a build of the gateway.
type Variant struct {
	Name  string
	Edits []Edit
}

// Edit replaces text of a source file. A file that does not exist yet is made of New.
type Edit struct{ File, Old, New string }

// AsIs is the program as it is shipped.
var AsIs = Variant{Name: "server"}

// Profiled is the program with Go's profiles on the address that BENCH_PPROF names.
var Profiled = Variant{Name: "server-profiled", Edits: []Edit{{File: "cmd/server/benchprofile.go", New: `package main

import (
	"net/http"
	_ "net/http/pprof"
	"os"
)

func init() {
	go func() { panic(http.ListenAndServe(os.Getenv("BENCH_PPROF"), nil)) }()
}
`}}}

// Unaudited is the program without an audit trail: a decision gives a receipt at once, and nothing is written, sealed or
// waited for. It is what the cost of auditing is held against.
var Unaudited = Variant{Name: "server-unaudited", Edits: []Edit{
	{File: "audit/log.go",
		Old: "func (l *Log) Decide(ctx context.Context, decisions ...Decision) ([]Receipt, error) {",
		New: `func (l *Log) Decide(ctx context.Context, decisions ...Decision) ([]Receipt, error) {
	receipts := make([]Receipt, len(decisions))
	for i := range decisions {
		d := &decisions[i]
		receipts[i] = Receipt{log: l, seq: 1, person: d.Person, permitted: d.Permitted, action: d.Action, kinds: d.Kinds, exchanges: d.Exchanges}
	}
	return receipts, nil
}

func (l *Log) decideDurably(ctx context.Context, decisions ...Decision) ([]Receipt, error) {`},
	{File: "audit/log.go",
		Old: "func (l *Log) Conclude(ctx context.Context, outcomes ...Outcome) error {",
		New: `func (l *Log) Conclude(context.Context, ...Outcome) error { return nil }

func (l *Log) concludeDurably(ctx context.Context, outcomes ...Outcome) error {`},
}}

// Wider is the program with more exchanges in its schema, which is how a region grows: a sixth exchange is one value of an
// enum and an entry in the configuration.
func Wider(exchanges []string) Variant {
	var values strings.Builder
	for _, id := range exchanges[5:] {
		fmt.Fprintf(&values, "  %s\n", id)
	}
	const last = "  \"North West London.\"\n  NWL\n"
	return Variant{Name: "server-wider", Edits: []Edit{{File: "graph/root_.generated.go", Old: last, New: last + values.String()}}}
}

// Build builds a variant into a folder and gives the program's path.
func Build(ctx context.Context, v Variant, root, dir string) (string, error) {
	program := filepath.Join(dir, v.Name)
	args := []string{"build", "-trimpath", "-o", program}
	if len(v.Edits) > 0 {
		overlay, err := v.Overlay(root, dir)
		if err != nil {
			return "", fmt.Errorf("%s: %w", v.Name, err)
		}
		args = append(args, "-overlay", overlay)
	}
	build := exec.CommandContext(ctx, "go", append(args, "./cmd/server")...)
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", v.Name, err, out)
	}
	return program, nil
}

// Overlay writes the changed files and the list of them that the compiler takes.
func (v Variant) Overlay(root, dir string) (string, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	replace, text := map[string]string{}, map[string]string{}
	for _, e := range v.Edits {
		file := filepath.Join(root, e.File)
		if text[file], err = e.apply(file, text[file]); err != nil {
			return "", err
		}
	}
	for file, t := range text {
		replace[file] = filepath.Join(dir, v.Name+"-"+strings.ReplaceAll(strings.TrimPrefix(file, root+"/"), "/", "-"))
		if err := os.WriteFile(replace[file], []byte(t), 0o600); err != nil {
			return "", err
		}
	}
	list := filepath.Join(dir, v.Name+".json")
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	return list, os.WriteFile(list, b, 0o600)
}

// apply makes the edit, and fails when the text to be replaced does not stand there exactly once: then the program has
// changed, and the edit must be looked at.
func (e Edit) apply(file, text string) (string, error) {
	if e.Old == "" {
		return e.New, nil
	}
	if text == "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		text = string(b)
	}
	if n := strings.Count(text, e.Old); n != 1 {
		return "", fmt.Errorf("%s: %.60q stands there %d times, not once", e.File, e.Old, n)
	}
	return strings.Replace(text, e.Old, e.New, 1), nil
}
