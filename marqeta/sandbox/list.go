package sandbox

import (
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
