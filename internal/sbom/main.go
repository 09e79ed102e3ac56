// Command sbom completes a software bill of materials: it takes the one that cyclonedx-gomod makes of the binary, adds the
// npm packages that are bundled in the web pages embedded in it, and writes CycloneDX JSON to standard output.
//
//	sbom -go bin/go.cdx.json -web web/dist/licences.md > bin/sbom.cdx.json
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"strings"
)

func main() {
	modules := flag.String("go", "", "CycloneDX `file` of the Go modules")
	web := flag.String("web", "", "`file` in which the web build lists what it bundles, with versions and licences")
	flag.Parse()
	if err := run(*modules, *web, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(modules, web string, out io.Writer) error {
	text, err := os.ReadFile(modules)
	if err != nil {
		return err
	}
	var bom map[string]any
	if err := json.Unmarshal(text, &bom); err != nil {
		return fmt.Errorf("%s: %w", modules, err)
	}
	components, _ := bom["components"].([]any)
	if len(components) == 0 {
		return fmt.Errorf("%s names no component", modules)
	}
	list, err := os.ReadFile(web)
	if err != nil {
		return err
	}
	bundled, err := packages(string(list))
	if err != nil {
		return fmt.Errorf("%s: %w", web, err)
	}
	for _, p := range bundled {
		components = append(components, p)
	}
	bom["components"] = components
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(bom)
}

// component is one npm package in the form of CycloneDX 1.6.
type component struct {
	Ref      string    `json:"bom-ref"`
	Type     string    `json:"type"`
	Name     string    `json:"name"`
	Version  string    `json:"version"`
	Scope    string    `json:"scope"`
	Licences []licence `json:"licenses"`
	PURL     string    `json:"purl"`
}

type licence struct {
	Expression string `json:"expression"`
}

// heading is that of one package: ## @scope/name - 1.2.3 (MIT).
var heading = regexp.MustCompile(`^## (\S+) - (\S+) \((.+)\)$`)

// packages reads the list that the web build leaves beside what it bundles. A heading that can't be read is an error,
// because a package that is left out would be a false statement.
func packages(list string) ([]component, error) {
	var all []component
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "## ") {
			continue
		}
		m := heading.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("%q is not a package with version and licence", line)
		}
		purl := "pkg:npm/" + strings.ReplaceAll(m[1], "@", "%40") + "@" + url.PathEscape(m[2])
		all = append(all, component{Ref: purl, Type: "library", Name: m[1], Version: m[2], Scope: "required", Licences: []licence{{m[3]}}, PURL: purl})
	}
	if len(all) == 0 {
		return nil, errors.New("it names no package")
	}
	return all, nil
}
