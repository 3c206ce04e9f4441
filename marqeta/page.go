package marqeta

import (
	"net/url"
	"strconv"
	"strings"
)

// Page is one stretch of a list. List items carry no Raw bytes.
type Page[T any] struct {
	Count      int  `json:"count"`       // items in this page
	StartIndex int  `json:"start_index"` // position of the first one, from 0
	EndIndex   int  `json:"end_index"`   // position of the last one
	IsMore     bool `json:"is_more"`
	Data       []T  `json:"data"`
}

// Next gives the start index of the following page, and false when there is none.
func (p Page[T]) Next() (startIndex int, ok bool) {
	if !p.IsMore || len(p.Data) == 0 {
		return 0, false
	}
	return p.StartIndex + len(p.Data), true
}

// ListOptions says which stretch of a list to read. Zero values are not sent, so the
// platform's defaults hold (5 items from 0, newest change first, for most lists).
type ListOptions struct {
	Count      int
	StartIndex int

	// SortBy is a field in Marqeta's system spelling, such as lastModifiedTime; a
	// minus before it turns the order round.
	SortBy string

	// Fields limits each item to these top-level members.
	Fields []string
}

func (o ListOptions) query() url.Values {
	q := url.Values{}
	if o.Count != 0 {
		q.Set("count", strconv.Itoa(o.Count))
	}
	if o.StartIndex != 0 {
		q.Set("start_index", strconv.Itoa(o.StartIndex))
	}
	if o.SortBy != "" {
		q.Set("sort_by", o.SortBy)
	}
	if len(o.Fields) > 0 {
		q.Set("fields", strings.Join(o.Fields, ","))
	}
	return q
}
