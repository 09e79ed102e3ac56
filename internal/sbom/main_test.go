package main

import (
	"os"
	"strings"
	"testing"
)

func TestEveryBundledPackageIsListed(t *testing.T) {
	list, err := os.ReadFile("../../web/dist/licences.md")
	if err != nil {
		t.Fatal(err)
	}
	all, err := packages(string(list))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count("\n"+string(list), "\n## "); len(all) != n {
		t.Errorf("%d of %d packages", len(all), n)
	}
	for _, p := range all {
		if strings.HasPrefix(p.Name, "@") && !strings.HasPrefix(p.PURL, "pkg:npm/%40") || p.Licences[0].Expression == "" {
			t.Errorf("%+v", p)
		}
	}
	if _, err := packages("## something\n"); err == nil {
		t.Error("a heading that can't be read is passed over")
	}
	if _, err := packages("nothing"); err == nil {
		t.Error("an empty list is taken for a whole one")
	}
}
