package listing

import (
	"net/http"
	"strconv"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/problem"
)

// Page reads which page of the list is asked for. A place that is not one is a
// *problem.Problem that leads back to the list's beginning.
func (l List) Page() (store.Page, error) {
	newer, err := l.key(Newer)
	if err != nil {
		return store.Page{}, err
	}
	older, err := l.key(Older)
	return store.Page{Newer: newer, Older: older}, err
}

func (l List) key(name string) (*store.Key, error) {
	text := l.Get(name)
	if text == "" {
		return nil, nil
	}
	key, err := store.ParseKey(text)
	if err != nil {
		return nil, &problem.Problem{Status: http.StatusBadRequest, Title: "The list has no such place",
			Detail: "The address was cut or changed. Begin at the top of the list.",
			Href:   l.First(), Action: "Top of the list", Err: err}
	}
	return &key, nil
}

// Pager words what is shown and links to what is before and after it. Noun is the
// singular, such as "card product".
func (l List) Pager(newer, older *store.Key, shown int, noun string) ui.Pager {
	p := ui.Pager{Text: Count(shown, noun), Newer: l.place(Newer, newer), Older: l.place(Older, older)}
	if newer != nil || older != nil {
		p.Text += " on this page"
	}
	return p
}

func (l List) place(direction string, key *store.Key) string {
	if key == nil {
		return ""
	}
	return l.At(direction, key.String())
}

// Count words a number of things: "1 card", "3 cards".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
