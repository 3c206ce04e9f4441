package sandbox

import (
	"slices"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
	"carddeck/marqeta/sandbox/wire"
)

// noteRequest is the body of POST /users/{token}/notes and of that of businesses.
type noteRequest struct {
	Token       *string   `json:"token"`
	Description string    `json:"description"`
	CreatedBy   string    `json:"created_by"`
	Role        string    `json:"created_by_user_role"`
	Private     rest.Flag `json:"private"`
}

func (in noteRequest) Check() error {
	var c rest.Check
	wire.CheckNote(&c, in.Description)
	c.Required("created_by", in.CreatedBy, 255)
	c.OneOf("created_by_user_role", in.Role, wire.NoteRoles...)
	return c.Err()
}

func (s *Server) createUserNote(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Users, rest.ErrHolderPath); err != nil {
		return rest.Reply{}, err
	}
	return s.createNote(c)
}

func (s *Server) createBusinessNote(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Businesses, noBusiness); err != nil {
		return rest.Reply{}, err
	}
	return s.createNote(c)
}

func (s *Server) createNote(c *rest.Call) (rest.Reply, error) {
	var in noteRequest
	if err := parse(c, &in); err != nil {
		return rest.Reply{}, err
	}
	made, err := create(s, c, s.book.Notes, in.Token, rest.TokenTaken, func(_ *state.Tx, token string) (book.Note, error) {
		return book.Note{Holder: c.Param("token"), Note: wire.Note{
			Token: token, Description: in.Description, CreatedBy: in.CreatedBy, CreatedByRole: in.Role, Private: in.Private, Times: wire.Born(s.book.Now()),
		}}, nil
	})
	if err == nil && made.Holder != c.Param("token") {
		err = rest.Conflict(rest.TokenTaken)
	}
	return created(made.Note, err)
}

func (s *Server) listUserNotes(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Users, rest.ErrHolderPath); err != nil {
		return rest.Reply{}, err
	}
	return s.listNotes(c)
}

func (s *Server) listBusinessNotes(c *rest.Call) (rest.Reply, error) {
	if _, err := one(c, s.book.Businesses, noBusiness); err != nil {
		return rest.Reply{}, err
	}
	return s.listNotes(c)
}

// listNotes leaves private notes out unless they are asked for.
func (s *Server) listNotes(c *rest.Call) (rest.Reply, error) {
	private, err := flagParam(c, "include_private")
	if err != nil {
		return rest.Reply{}, err
	}
	by, roles := c.URL.Query().Get("created_by"), commaList(c.URL.Query().Get("created_by_user_role"))
	where := func(n book.Note) bool {
		return (private || !bool(n.Private)) && (by == "" || n.CreatedBy == by) && (len(roles) == 0 || slices.Contains(roles, n.CreatedByRole))
	}
	q := state.Query[book.Note]{Index: s.book.NotesOf, Key: c.Param("token"), Where: where}
	return list(c, s.book.Notes, rest.General, q, func(n book.Note) wire.Note { return n.Note })
}

// updateNote changes what a note says, which has to be told; who wrote it stays. It
// answers 201, as Marqeta's description has it.
func (s *Server) updateNote(c *rest.Call) (rest.Reply, error) {
	missing := rest.NotFound("Note")
	n, err := updateAt(s, c, s.book.Notes, c.Param("notes_token"), missing, func(_ *state.Tx, n *book.Note) error {
		if n.Holder != c.Param("token") {
			return missing
		}
		var in struct {
			Description string `json:"description"`
		}
		if err := c.Decode(&in); err != nil {
			return err
		}
		n.Description = in.Description
		var check rest.Check
		wire.CheckNote(&check, in.Description)
		return check.Err()
	}, func(n *book.Note, now rest.Time) { n.Modified = now })
	return created(n.Note, err)
}
