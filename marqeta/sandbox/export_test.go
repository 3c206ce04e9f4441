package sandbox

import "carddeck/marqeta/sandbox/book"

// Book gives tests what is behind a server, to set timers of their own.
func (s *Server) Book() *book.Book { return s.book }
