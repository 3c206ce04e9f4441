package conformance_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
)

const nobody = "no_such_token"

// wrong makes the usual wrong calls. Each is refused in the envelope.
func (w *walker) wrong() {
	w.Helper()
	w.unknownPaths()
	w.wrongQueries()
	if w.d.request(w.method, w.path) == nil {
		return
	}
	path := w.filled()
	base := w.body(w.method, w.path, least)
	for _, text := range []string{`{"token":`, `{"token" "x"}`, `[]`, `"text"`, `7`, "\x00", `{"token":"\ud800"}`} {
		w.refused(w.ask(path, text), "a body of "+text)
	}
	send := func(body any, what string) { w.refused(w.ask(path, body), what) }
	w.members("", w.d.request(w.method, w.path), base, send, 0)
}

// refused wants an answer of the 400 family in Marqeta's envelope.
func (w *walker) refused(a answer, what string) {
	w.Helper()
	w.count("wrong calls")
	detail := fmt.Sprintf("%s %.300s = %d %.300s", a.call, a.sent, a.status, a.raw)
	if a.status < 400 || a.status > 499 {
		w.find(w, w.name(), fmt.Sprintf("answers %s with %d", what, a.status), detail)
		return
	}
	var envelope map[string]string
	if err := json.Unmarshal(a.raw, &envelope); err != nil || len(envelope) != 2 || envelope["error_code"] == "" || envelope["error_message"] == "" {
		w.find(w, w.name(), "refuses "+what+" outside the envelope", detail)
	}
}

// unknownPaths names what is not there in each part of the path.
func (w *walker) unknownPaths() {
	w.Helper()
	_, query, _ := strings.Cut(w.filled(), "?")
	for _, name := range braces.FindAllString(w.path, -1) {
		path := strings.Replace(w.path, name, nobody, 1)
		parts := strings.Split(path, "/")
		for i, part := range parts {
			if braces.MatchString(part) {
				parts[i] = url.PathEscape(w.named(strings.Join(parts[:i], "/"), strings.Trim(part, "{}")))
			}
		}
		w.refused(w.ask(strings.Join(parts, "/")+"?"+query, w.bodyOrNil(least)), "an unknown "+name)
	}
}

// wrongQueries asks for pages that no list has, and adds what no operation knows,
// which is ignored.
func (w *walker) wrongQueries() {
	w.Helper()
	for _, parameter := range w.op.Parameters {
		if parameter.In != "query" {
			continue
		}
		var values []string
		switch {
		case parameter.Name == "count":
			values = []string{"-1", "0", "1000000", "99999999999999999999", "1.5", "ten"}
		case parameter.Name == "sort_by":
			values = []string{"no_such_field", "-", "-noSuchField"}
		case parameter.Type == "integer":
			values = []string{"-1", "ten"}
		}
		for _, v := range values {
			w.refused(w.ask(w.asking(parameter.Name+"="+v), w.bodyOrNil(least)), parameter.Name+"="+v)
		}
	}
}

// asking is the path with a query, or more of one.
func (w *walker) asking(query string) string {
	w.Helper()
	path := w.filled()
	if strings.Contains(path, "?") {
		return path + "&" + query
	}
	return path + "?" + query
}

// members sends an object with each of its members wrong in turn, and without each
// that is required.
func (w *walker) members(place string, s *schema, object map[string]any, send func(any, string), depth int) {
	w.Helper()
	s, owner := w.d.definition(s)
	if depth > 8 {
		return
	}
	with := func(member string, v any) map[string]any {
		changed := maps.Clone(object)
		changed[member] = v
		return changed
	}
	if w.method != http.MethodPut {
		for _, member := range s.Required {
			if _, there := object[member]; there {
				without := maps.Clone(object)
				delete(without, member)
				send(without, "no "+place+member)
			}
		}
	}
	for _, member := range slices.Sorted(maps.Keys(s.Properties)) {
		described, _ := w.d.definition(s.Properties[member])
		if readOnly(owner, s, member) || w.method == http.MethodPut && place+member == "token" {
			continue
		}
		w.member(place+member, owner, member, s.Properties[member], func(v any, what string) { send(with(member, v), what) })
		if described.Type != "object" || described.Values != nil {
			continue
		}
		if inner, ok := w.value(owner, member, s.Properties[member], least).(map[string]any); ok {
			w.members(place+member+"/", described, inner, func(v any, what string) { send(with(member, v), what) }, depth+1)
		}
	}
}

// member sends wrong values of one member.
func (w *walker) member(place, owner, member string, s *schema, send func(any, string)) {
	w.Helper()
	s, _ = w.d.definition(s)
	var badly any = []any{[]any{}}
	switch s.Type {
	case "array":
		badly = "text"
		if items, _ := w.d.definition(s.Items); items.Type == "object" {
			inner, _ := w.value(owner, member, s.Items, least).(map[string]any)
			w.members(place+"/*/", items, inner, func(v any, what string) { send([]any{v}, what) }, 4)
		} else {
			w.member(place+"/*", owner, member, items, func(v any, what string) { send([]any{v}, what) })
		}
	case "boolean":
		badly = "perhaps"
	case "integer", "number":
		badly = "many"
		send(map[string]any{}, place+" as an object")
	case "object":
		badly = "text"
	}
	send(badly, place+" of a wrong type")
	if strings.HasPrefix(reference(owner, member, s), "/") {
		send(nobody, place+" of nobody")
	}
	if s.Type == "string" && len(s.Enum) > 0 {
		send("NO_SUCH_NAME", place+" of no such name")
	}
	if s.MaxLength > 0 {
		send(strings.Repeat("x", s.MaxLength+1), place+" too long")
	}
	if s.MinLength > 1 || s.MinLength == 1 && member == "token" {
		send(strings.Repeat("x", s.MinLength-1), place+" too short")
	}
	if s.Minimum != nil {
		send(*s.Minimum-1, place+" too small")
	}
	if s.Maximum != nil {
		send(*s.Maximum+1, place+" too large")
	}
}
