package sandbox

import (
	"bytes"
	"cmp"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

// list answers with a page of a collection.
func list[T, S any](c *rest.Call, from *state.Collection[T], paging rest.Paging, q state.Query[T], shown func(T) S) (rest.Reply, error) {
	w, err := paging.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	if q.Order, err = sorting[T](w); err != nil {
		return rest.Reply{}, err
	}
	q.Start, q.Count = w.Start, w.Count
	found, more := from.Page(q)
	items := make([]S, len(found))
	for i, v := range found {
		items[i] = shown(v)
	}
	return rest.OK(rest.NewPage(w, items, more))
}

// listJournal answers with a page of a journal. What the journal is not sorted by
// never changes, so that its order is that of creation.
func listJournal[T, V any](c *rest.Call, from *state.Journal[T], paging rest.Paging, q state.Children, shown func(T) V) (rest.Reply, error) {
	w, err := paging.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	switch member := snakeCase(w.Sort); {
	case from.Sorts(member):
		q.Sort = member
	case w.Sort != "lastModifiedTime" && w.Sort != "createdTime" && w.Sort != "id":
		return rest.Reply{}, rest.Invalid("sort_by must be lastModifiedTime or createdTime")
	}
	q.Oldest, q.Start, q.Count = !w.Desc, w.Start, w.Count
	found, more, err := from.Children(c.Context(), q)
	if err != nil {
		return rest.Reply{}, err
	}
	items := make([]V, len(found))
	for i, v := range found {
		items[i] = shown(v)
	}
	return rest.OK(rest.NewPage(w, items, more))
}

// among narrows a list to one value of a member; no value selects nothing out.
func among(member, value string) []state.Where {
	if value == "" {
		return nil
	}
	return []state.Where{{Member: member, In: []any{value}}}
}

func asIs[T any](v T) T { return v }

// sorting reads a system name: lastModifiedTime, createdTime and id are quick,
// any other top-level field of the resource works too, in camel case.
func sorting[T any](w rest.Window) (state.Order[T], error) {
	o := state.Order[T]{Desc: w.Desc}
	switch w.Sort {
	case "lastModifiedTime":
		o.By = state.ByChanged
	case "createdTime", "id":
		o.By = state.ByCreated
	default:
		field := snakeCase(w.Sort)
		if field == "" || strings.Contains(w.Sort, "_") || strings.HasPrefix(field, "stored_") || !hasField(reflect.TypeFor[T](), field) {
			return o, rest.Invalid("sort_by must be a field of the resource in camel case, such as lastModifiedTime")
		}
		o.By, o.Compare = state.ByValue, func(a, b T) int { return compareField(a, b, field) }
	}
	return o, nil
}

func snakeCase(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func hasField(t reflect.Type, name string) bool {
	for f := range t.Fields() {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == name || (f.Anonymous && f.Type.Kind() == reflect.Struct && hasField(f.Type, name)) {
			return true
		}
	}
	return false
}

func compareField[T any](a, b T, field string) int {
	x, y := member(a, field), member(b, field)
	if x.Kind() == '0' && y.Kind() == '0' {
		n, errX := strconv.ParseFloat(string(x), 64)
		m, errY := strconv.ParseFloat(string(y), 64)
		if errX == nil && errY == nil {
			return cmp.Compare(n, m)
		}
	}
	return bytes.Compare(x, y)
}

func member[T any](v T, field string) jsontext.Value {
	var members map[string]jsontext.Value
	body, err := json.Marshal(&v)
	if err == nil && json.Unmarshal(body, &members) == nil {
		return members[field]
	}
	return nil
}
