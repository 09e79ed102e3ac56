package fhir

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// deviations are what is left out on purpose.
type deviations struct {
	Resources  map[string]string            `yaml:"resources"`
	Everywhere map[string]string            `yaml:"everywhere"`
	Elements   map[string]map[string]string `yaml:"elements"`
}

func readDeviations(t *testing.T) deviations {
	t.Helper()
	raw, err := os.ReadFile("testdata/deviations.yml")
	if err != nil {
		t.Fatal(err)
	}
	var d deviations
	if err := yaml.UnmarshalWithOptions(raw, &d, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return d
}

// elementsOf gives the elements that a mapper's struct names, and whether each is read.
func elementsOf(t reflect.Type) map[string]bool {
	all := map[string]bool{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			for k, read := range elementsOf(f.Type) {
				all[k] = read
			}
		case name != "":
			all[name] = f.Type != reflect.TypeFor[ignored]()
		}
	}
	return all
}

func TestS09_WhatIsLeftOutIsListed(t *testing.T) {
	d := readDeviations(t)
	for typ, m := range mappings {
		for name, read := range elementsOf(m.elements) {
			_, listed := d.Elements[typ][name]
			_, everywhere := d.Everywhere[name]
			if read == (listed || everywhere) {
				t.Errorf("%s.%s: read is %t, and testdata/deviations.yml says otherwise", typ, name, read)
			}
		}
	}
	for typ, elements := range d.Elements {
		m, ok := mappings[typ]
		if !ok {
			t.Errorf("testdata/deviations.yml: %s is not mapped", typ)
			continue
		}
		for name := range elements {
			if _, ok := elementsOf(m.elements)[name]; !ok {
				t.Errorf("testdata/deviations.yml: %s.%s does not exist", typ, name)
			}
		}
	}
}

func checkListed(t *testing.T, e *exam) {
	t.Helper()
	d := readDeviations(t)
	for _, x := range e.entries() {
		m, ok := mappings[x.typ]
		if !ok {
			if d.Resources[x.typ] == "" {
				t.Errorf("%s is neither mapped nor in testdata/deviations.yml", x.typ)
			}
			continue
		}
		known := elementsOf(m.elements)
		for _, name := range memberNames(x.raw) {
			if _, ok := known[name]; !ok && !strings.HasPrefix(name, "_") {
				t.Errorf("%s/%s: %s is neither read nor in testdata/deviations.yml", x.typ, x.id, name)
			}
		}
	}
}

func TestS09_HL7ExamplesHoldNothingUnlisted(t *testing.T) { checkListed(t, hl7Exam(t)) }

func TestS09_UKCoreExamplesHoldNothingUnlisted(t *testing.T) { checkListed(t, ukCoreExam(t)) }
