package main

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"carddeck/views/environment"
)

func TestEverySampleDrawsAndHostileTextStaysText(t *testing.T) {
	for _, kind := range []environment.Kind{environment.Embedded, environment.Production} {
		ctx := environment.With(context.Background(), environment.Environment{Kind: kind, Name: "program.example"})
		for _, s := range samples() {
			var out strings.Builder
			if err := s.draw.Render(ctx, &out); err != nil {
				t.Errorf("%s: %v", s.name, err)
			}
			for _, live := range []string{"<script>alert", `" onmouseover="alert(2)`, `href="javascript:`} {
				if strings.Contains(out.String(), live) {
					t.Errorf("%s: %q is live:\n%s", s.name, live, out.String())
				}
			}
		}
	}
}

func TestTheWallIsServed(t *testing.T) {
	w := httptest.NewRecorder()
	handler().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if w.Code != 200 || strings.Count(w.Body.String(), `id="sample-`) < len(samples()) {
		t.Errorf("status %d, %d samples", w.Code, strings.Count(w.Body.String(), `id="sample-`))
	}
}
