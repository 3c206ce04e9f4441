package rest

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Page is the envelope of a list. EndIndex is the index of the last item, or
// start_index on an empty page (our call, Marqeta's is unknown).
type Page struct {
	Count      int  `json:"count"`
	StartIndex int  `json:"start_index"`
	EndIndex   int  `json:"end_index"`
	IsMore     bool `json:"is_more"`
	Data       any  `json:"data"`
}

// NewPage wraps the items found at w.
func NewPage[T any](w Window, items []T, more bool) Page {
	if items == nil {
		items = []T{}
	}
	return Page{len(items), w.Start, w.Start + max(len(items)-1, 0), more, items}
}

// Window is the part of a list that was asked for.
type Window struct {
	Start int
	Count int
	Sort  string // a system name: lastModifiedTime
	Desc  bool
}

// Paging is how one list pages: the defaults, the largest count and the default
// sort with a leading - for descending.
type Paging struct {
	Count int
	Most  int
	Sort  string
}

// General is the paging of most lists.
var General = Paging{Count: 5, Most: 100, Sort: "-lastModifiedTime"}

// Window reads count, start_index and sort_by. A count above the list's largest
// is 413, which Marqeta's error page names for it.
func (p Paging) Window(q url.Values) (Window, error) {
	w := Window{Count: p.Count}
	var check Check
	for name, into := range map[string]*int{"count": &w.Count, "start_index": &w.Start} {
		if s := q.Get(name); s != "" {
			n, err := strconv.Atoi(s)
			check.That(err == nil && n >= 0 && n <= 1<<40, name, "must be a whole number that is not negative")
			*into = n
		}
	}
	check.That(w.Count > 0, "count", "must be at least 1")
	if err := check.Err(); err != nil {
		return w, err
	}
	if w.Count > p.Most {
		return w, &Error{http.StatusRequestEntityTooLarge, "413002", fmt.Sprintf("count must be at most %d", p.Most)}
	}
	sort := q.Get("sort_by")
	if sort == "" {
		sort = p.Sort
	}
	if w.Sort, w.Desc = strings.CutPrefix(sort, "-"); w.Sort == "" {
		return w, Invalid("sort_by may not be empty")
	}
	return w, nil
}
