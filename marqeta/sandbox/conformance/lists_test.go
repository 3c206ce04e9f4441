package conformance_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// lists asks a list for its pages, in every order, and for some of the members.
func (w *walker) lists() {
	w.Helper()
	if !slices.ContainsFunc(w.op.Parameters, func(q parameter) bool { return q.Name == "start_index" }) {
		return
	}
	w.count("lists")
	if _, ok := w.d.Paths[w.path]["post"]; ok && w.method == http.MethodGet && !strings.Contains(w.path, "{") {
		w.must("POST", w.path, w.body("POST", w.path, least), "token")
	} else if made, ok := map[string]string{"/users/lookup": "/users", "/commandomodes": "/commandomodes", "/digitalwallettokens": "/digitalwallettokens", "/directdeposits": "/simulate/directdeposits"}[w.path]; ok {
		w.token(made)
	} else if strings.HasPrefix(w.path, "/transactions") {
		w.token("an authorization")
	}
	queries := []string{"count=1", "count=2&start_index=1", "start_index=1000", "fields=token", "no_such_parameter=1"}
	for _, q := range w.op.Parameters {
		switch sort := strings.TrimPrefix(fmt.Sprint(q.Default), "-"); {
		case q.Name == "sort_by":
			queries = append(queries, "sort_by="+sort, "sort_by=-"+sort)
		case q.Type == "boolean":
			queries = append(queries, q.Name+"=true", q.Name+"=false")
		}
	}
	success, _ := w.success()
	for _, q := range queries {
		a := w.ask(w.asking(q), w.bodyOrNil(least))
		page := a.object()
		data, ok := page["data"].([]any)
		if a.status != http.StatusOK || !ok {
			w.find(w, w.name(), "refuses "+q, fmt.Sprintf("%s = %d %s", a.call, a.status, a.raw))
			continue
		}
		if page["count"] != float64(len(data)) || page["is_more"] == nil || page["start_index"] == nil || page["end_index"] == nil {
			w.find(w, w.name(), "pages wrongly", fmt.Sprintf("%s = %s", a.call, a.raw))
		}
		if q != "fields=token" {
			w.validate(w, w.d, success.Schema, a)
		}
	}
	if page := w.ask(w.filled(), w.bodyOrNil(least)).object(); page["count"] == 0.0 {
		w.find(w, w.name(), "is empty", "a prerequisite is missing in this test")
	}
}
