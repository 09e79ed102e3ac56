# `make` alone prints this help.
.DEFAULT_GOAL := help
LINT := go tool -modfile=tools/go.mod golangci-lint

.PHONY: help
help: ## Print this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## Run the gateway on its demo region
	go run ./cmd/server

.PHONY: build
build: ## Build bin/server
	go build -trimpath -o bin/server ./cmd/server

.PHONY: test
test: ## Run the tests; those that need Node or Chromium skip where it is missing
	go test ./...

.PHONY: test-quick
test-quick: ## Run the quick part of the tests, in under a minute
	go test -short ./...

.PHONY: test-all
test-all: npm ## Run all tests with the race detector; a missing program is a failure
	GATEWAY_TEST_ALL=1 GOFLAGS=-race go test ./...

.PHONY: generate
generate: ## Generate graph/ from schema/, and the readers of FHIR from the structs that they fill
	go tool gqlgen generate
	go run ./internal/readers fhir/readers.generated.go

.PHONY: lint
lint: ## Run gofmt, go vet and the linter
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "run make fmt"; exit 1; }
	go vet ./...
	$(LINT) run

.PHONY: fmt
fmt: ## Format the Go code
	gofmt -w $$(git ls-files '*.go')

.PHONY: npm
npm: ## Install the npm packages of the end-to-end tests
	cd e2e/medplum && npm ci --no-audit --no-fund
	cd e2e/graphqlhttp && npm ci --no-audit --no-fund
	cd e2e/explorer && npm ci --no-audit --no-fund

.PHONY: web
web: ## Generate the TypeScript client and build the explorer into web/dist
	cd clients/typescript && npm ci --no-audit --no-fund && npm run generate
	cd web/app && npm ci --no-audit --no-fund && npm run build

.PHONY: golden
golden: ## Rewrite the golden files; read the difference before you commit it
	go test ./fhir ./stitch -update

.PHONY: fuzz
fuzz: ## Fuzz every decoder for ten seconds each
	@for pkg in ./record ./fhir; do \
	  for target in $$(go test $$pkg -list '^Fuzz' | grep '^Fuzz'); do \
	    go test $$pkg -run '^$$' -fuzz "^$$target$$" -fuzztime 10s || exit 1; \
	  done; \
	done

.PHONY: soak
soak: ## Run the long tests: kill the gateway and a writer of the audit trail 500 times each; 2,000 steps of chaos; ten minutes of load
	GATEWAY_SOAK=1 go test ./audit -run Outlives -count 1 -timeout 60m -v
	GATEWAY_SOAK=1 go test ./e2e -run 'KilledAt|Chaos' -count 1 -timeout 120m -v
	cd bench && GOFLAGS=-mod=mod go run . soak

.PHONY: bench
bench: bench/node_modules/.package-lock.json ## Measure the gateway beside its peers, what auditing costs and how cost grows; writes docs/benchmarks.md and docs/scaling.md
	cd bench && GOFLAGS=-mod=mod go run . all -docs ../docs
	go test ./stitch -run none -bench Largest -cpu 1 -cpuprofile bench/stitch.prof -o bench/stitch.test

.PHONY: bench-quick
bench-quick: bench/node_modules/.package-lock.json ## The same in three minutes, to the terminal
	cd bench && GOFLAGS=-mod=mod go run . all -quick

bench/node_modules/.package-lock.json: bench/package-lock.json
	cd bench && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json

.PHONY: sbom
sbom: build ## Write bin/sbom.cdx.json: the Go modules in the binary, and the npm packages in its web pages
	go tool -modfile=tools/security.mod cyclonedx-gomod bin -json -std -version "$$(git describe --tags --always --dirty)" -output bin/go.cdx.json bin/server
	go run ./internal/sbom -go bin/go.cdx.json -web web/dist/licences.md > bin/sbom.cdx.json

.PHONY: vulncheck
vulncheck: ## Look for known vulnerabilities; fails, and says so, where the database can't be fetched
	bash tools/vulncheck

.PHONY: ci
ci: ## Run what CI runs
	bash .ci/run
