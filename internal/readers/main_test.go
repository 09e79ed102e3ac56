package main

import (
	"bytes"
	"os"
	"testing"
)

// TestUpToDate holds the generated file against the structs as they are now.
func TestUpToDate(t *testing.T) {
	want, err := generate("../../fhir")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../fhir/readers.generated.go")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("fhir/readers.generated.go does not fit the structs: run make generate (%v)", err)
	}
}
