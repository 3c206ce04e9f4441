package sandbox

import (
	"slices"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/simulate"
)

// Book gives tests what is behind a server, to set timers of their own.
func (s *Server) Book() *book.Book { return s.book }

// Operation is one that is built. Open says that others than the program may call.
type Operation struct {
	Method, Path string
	Open         bool
}

// Doors is how many operations others than the program may call.
var Doors = len(doors)

// Operations gives tests everything that is built.
func Operations() (all []Operation) {
	for _, r := range slices.Concat(routes, own, turns) {
		_, open := doors[operation{r.method, r.path}]
		all = append(all, Operation{r.method, r.path, open})
	}
	for path := range (&simulate.Simulator{}).Paths() {
		all = append(all, Operation{Method: post, Path: path})
	}
	return all
}
