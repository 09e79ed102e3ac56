package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "region.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTheReferenceConfigurationIsRead(t *testing.T) {
	c, err := readConfig("../../docs/config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Exchanges) != 2 || c.Exchanges[0].id != "NEL" || c.Exchanges[1].id != "SEL" {
		t.Errorf("the exchanges are %v", c.Exchanges)
	}
	region := c.exchanges()
	if region[0].Exchange.Name != "North East London" || len(region[0].Exchange.Kinds) != 4 || len(region[1].Exchange.Kinds) != 15 {
		t.Errorf("got %+v", region)
	}
	v, err := c.verifier()
	if err != nil {
		t.Fatal(err)
	}
	v.Close()
}

// TestTheReferenceConfigurationNamesEveryKey holds the reference against the types that are read.
func TestTheReferenceConfigurationNamesEveryKey(t *testing.T) {
	text, err := os.ReadFile("../../docs/config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	keys := keysOf(reflect.TypeFor[config]())
	if len(keys) < 60 {
		t.Fatalf("only %d keys were found", len(keys))
	}
	for _, key := range keys {
		if !regexp.MustCompile(`(?m)[ {#]?\b` + key + `:`).Match(text) {
			t.Errorf("%s is not in the reference", key)
		}
	}
}

// keysOf gives the keys of a type and of all types below it.
func keysOf(of reflect.Type) []string {
	switch of.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
		return keysOf(of.Elem())
	case reflect.Struct:
	default:
		return nil
	}
	var keys []string
	for i := range of.NumField() {
		if key := of.Field(i).Tag.Get("yaml"); key != "" {
			keys = append(append(keys, key), keysOf(of.Field(i).Type)...)
		}
	}
	return keys
}

func TestAWrongConfigurationIsASentenceWithFileLineAndKey(t *testing.T) {
	const head = "access: {mode: open}\n"
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", head + "budgett: 2s\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", ":2: budgett: this key is not known"},
		{"unknown key below", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    serach: local\n", ":5: exchanges.NEL.serach: this key is not known"},
		{"no exchange", head, "exchanges: at least one exchange is needed"},
		{"exchange that the schema lacks", head + "exchanges:\n  XXL:\n    url: http://127.0.0.1:1\n", ":3: exchanges.XXL: is not an exchange of the schema"},
		{"no url", head + "exchanges:\n  NEL:\n    search: local\n", "exchanges.NEL.url: is missing"},
		{"style", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    search: by name\n", ":5: exchanges.NEL.search: must be chained, logical or local"},
		{"kind", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    kinds: [ALLERGY]\n", `exchanges.NEL.kinds: "ALLERGY" is not a kind of record`},
		{"version", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    version: R5\n", ":5: exchanges.NEL.version: must be R4"},
		{"batch size", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    batchSize: 5\n", ":5: exchanges.NEL.batchSize: is for an exchange that takes batches: batch: true"},
		{"conditional", head + "exchanges:\n  NEL:\n    url: http://127.0.0.1:1\n    conditional: etag\n", ":5: exchanges.NEL.conditional: must be off, strong, weak or dates"},
		{"mode", "access: {mode: closed}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", `:1: access.mode: "closed" is not a mode`},
		{"no mode", "exchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", "access.mode: is missing"},
		{"terminology", head + "terminology: nowhere\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", ":2: terminology: "},
		{"budget", head + "budget: 0s\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", ":2: budget: must be more than nothing"},
		{"mistyped", head + "budget: soon\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", ":2: budget"},
		{"no YAML", "access: {mode: open\n", ":"},
		{"empty", "", "one YAML document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := write(t, c.text)
			_, err := readConfig(file)
			if err == nil {
				t.Fatal("it was read")
			}
			if !strings.HasPrefix(err.Error(), file) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, not %q", err, c.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a sentence: %q", err)
			}
		})
	}
	if _, err := readConfig(filepath.Join(t.TempDir(), "none.yaml")); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestOpenAccessIsForThisMachineAlone(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"listener", "access: {mode: open}\nlisten: 0.0.0.0:0\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", "loopback listener"},
		{"listener without a host", "access: {mode: open}\nlisten: ':0'\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n", "loopback listener"},
		{"exchange", "access: {mode: open}\nlisten: 127.0.0.1:0\nexchanges: {NEL: {url: 'https://fhir.example.org'}}\n", "every exchange on loopback"},
		{"plain http", "access: {mode: open}\nlisten: 127.0.0.1:0\nexchanges: {NEL: {url: 'http://fhir.example.org'}}\n", "loopback"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, problems strings.Builder
			err := run(t.Context(), []string{"-admin", "off", "-config", write(t, c.text)}, &out, &problems)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTheCommandLineIsChecked(t *testing.T) {
	for _, args := range [][]string{{"-check"}, {"start"}, {"-nothing"}} {
		var out, problems strings.Builder
		if err := run(t.Context(), args, &out, &problems); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
}
