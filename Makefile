# What a change must pass. The README's two commands need Go alone; this one also needs
# Node (for the style sheet) and uses Chromium and PostgreSQL where they are installed.
.PHONY: check generate fresh format vet lint test race bench

GO_DIRS := ./cmd/... ./handlers/... ./marqeta/... ./static/... ./store/... ./views/... ./web/...

check: fresh format vet lint race

# Regenerate everything that is committed although a tool makes it, and fail when that
# changes anything.
generate:
	go tool templ generate
	npm ci --no-fund --no-audit --loglevel=error
	npm run --silent build

fresh: generate
	@git diff --exit-code --stat -- views static web/webtest/browser package-lock.json || { echo "generated files were stale; commit them"; exit 1; }

format:
	@bad=$$(gofmt -l cmd handlers marqeta static store views web | grep -v _templ.go); test -z "$$bad" || { echo "not formatted: $$bad"; exit 1; }
	go tool templ fmt -fail views

vet:
	go vet $(GO_DIRS)

lint:
	go tool -modfile=tools.mod golangci-lint run

# The import arrows are checked anew each time: a cached pass does not notice an import
# added elsewhere.
race:
	go test -count=1 -run TestArrows ./cmd/console
	go test -race -shuffle=on -timeout 20m $(GO_DIRS)

test:
	go test ./...

bench:
	go test -run '^$$' -bench . -benchtime 1s ./marqeta/webhook ./store ./views/...
