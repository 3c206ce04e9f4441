package sandbox

import (
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"

	"carddeck/marqeta/sandbox/book"
	"carddeck/marqeta/sandbox/rest"
	"carddeck/marqeta/sandbox/state"
)

var noSnapshot = rest.NotFound("Snapshot")

// snapshotName keeps a name a file's name on every system.
var snapshotName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// snapshotView is a snapshot as the sandbox's own paths show it.
type snapshotView struct {
	Name  string `json:"name"`
	Size  int64  `json:"size"`       // bytes
	Saved string `json:"saved_time"` // by the machine's clock
}

func viewSnapshot(s *state.Snapshot) snapshotView {
	return snapshotView{s.Name, s.Size, s.Saved.Format(millis)}
}

func (s *Server) listSnapshots(c *rest.Call) (rest.Reply, error) {
	w, err := rest.Paging{Count: 100, Most: 100, Sort: "name"}.Window(c.URL.Query())
	if err != nil {
		return rest.Reply{}, err
	}
	all, err := s.snapshots.List()
	if err != nil {
		return rest.Reply{}, err
	}
	from := min(w.Start, len(all))
	to := min(from+w.Count, len(all))
	var page []snapshotView
	for _, v := range all[from:to] {
		page = append(page, viewSnapshot(&v))
	}
	return rest.OK(rest.NewPage(w, page, to < len(all)))
}

// createSnapshot keeps the present state under a name.
func (s *Server) createSnapshot(c *rest.Call) (rest.Reply, error) {
	var in struct {
		Name    string    `json:"name"`
		Replace rest.Flag `json:"replace"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	if !snapshotName.MatchString(in.Name) {
		return rest.Reply{}, rest.Invalid("name must be 1 to 64 letters, digits, - and _, and begin with a letter or digit")
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	there, err := s.snapshots.Find(in.Name)
	if err != nil {
		return rest.Reply{}, err
	}
	if there != nil && !bool(in.Replace) {
		return rest.Reply{}, rest.Conflict("A snapshot of this name exists; replace it with \"replace\": true")
	}
	saved, err := s.snapshots.Save(c.Context(), s.book.State, in.Name)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(viewSnapshot(saved))
}

func (s *Server) snapshot(c *rest.Call) (rest.Reply, error) {
	found, err := s.findSnapshot(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(viewSnapshot(found))
}

func (s *Server) findSnapshot(c *rest.Call) (*state.Snapshot, error) {
	if !snapshotName.MatchString(c.Param("name")) {
		return nil, noSnapshot
	}
	found, err := s.snapshots.Find(c.Param("name"))
	if err == nil && found == nil {
		err = noSnapshot
	}
	return found, err
}

func (s *Server) deleteSnapshot(c *rest.Call) (rest.Reply, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	found, err := s.findSnapshot(c)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Reply{Status: http.StatusNoContent}, s.snapshots.Remove(found.Name)
}

// restoreSnapshot goes back to a snapshot, the clock with everything else.
func (s *Server) restoreSnapshot(c *rest.Call) (rest.Reply, error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	found, err := s.findSnapshot(c)
	if err != nil {
		return rest.Reply{}, err
	}
	if err := s.replace(c.Context(), found, nil); err != nil {
		return rest.Reply{}, err
	}
	return rest.OK(viewSnapshot(found))
}

// reset goes back to the snapshot that the seed left, or to nothing.
func (s *Server) reset(c *rest.Call) (rest.Reply, error) {
	var in struct {
		To string `json:"to"`
	}
	if err := c.Decode(&in); err != nil {
		return rest.Reply{}, err
	}
	var check rest.Check
	check.OneOf("to", in.To, "empty", "seed")
	if err := check.Err(); err != nil {
		return rest.Reply{}, err
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	seed, err := s.snapshots.Find(seeded)
	switch {
	case err != nil:
		return rest.Reply{}, err
	case seed == nil && in.To == "seed":
		return rest.Reply{}, rest.Precondition("the sandbox was not seeded")
	case in.To == "empty":
		seed = nil
	}
	if err := s.replace(c.Context(), seed, nil); err != nil {
		return rest.Reply{}, err
	}
	in.To = "empty"
	if seed != nil {
		in.To = "seed"
	}
	return rest.OK(in)
}

// exportSnapshot writes a snapshot as a file to read, compare and keep.
func (s *Server) exportSnapshot(c *rest.Call) (rest.Reply, error) {
	found, err := s.findSnapshot(c)
	if err != nil {
		return rest.Reply{}, err
	}
	s.turn.Lock()
	beside, err := s.book.State.Beside(c.Context(), found)
	s.turn.Unlock()
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Reply{Status: http.StatusOK, Body: rest.Stream{ContentType: exportType, Write: func(w io.Writer) error {
		return errors.Join(beside.Dump(c.Context(), w), beside.Close())
	}}}, nil
}

const exportType = "application/x-ndjson"

// importSnapshot makes a snapshot of an exported file, in place of what had its
// name.
func (s *Server) importSnapshot(c *rest.Call) (rest.Reply, error) {
	name := c.Param("name")
	if !snapshotName.MatchString(name) {
		return rest.Reply{}, noSnapshot
	}
	s.turn.Lock()
	beside, err := s.book.State.Beside(c.Context(), nil)
	s.turn.Unlock()
	if err != nil {
		return rest.Reply{}, err
	}
	defer beside.Close()
	if err := s.fill(c, beside); err != nil {
		return rest.Reply{}, err
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	saved, err := s.snapshots.Save(c.Context(), beside, name)
	if err != nil {
		return rest.Reply{}, err
	}
	return rest.Created(viewSnapshot(saved))
}

func (s *Server) fill(c *rest.Call, beside *state.Store) error {
	err := beside.Fill(c.Context(), c.Request.Body)
	if errors.Is(err, state.ErrFile) {
		return rest.Malformed(err.Error())
	}
	if err != nil {
		return err
	}
	if _, err := book.On(c.Context(), beside, s.options.Now, s.options.NewToken); err != nil {
		return rest.Malformed(strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	return nil
}
