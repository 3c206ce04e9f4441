// Package casework shows on the page of a transaction or of a group of declines which
// cases there are about it, and offers to open one.
package casework

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"carddeck/store"
	"carddeck/views/ui"
	"carddeck/web/auth"
)

// Store is where cases are kept.
type Store interface {
	CasesAbout(ctx context.Context, kind store.CaseKind, subject string) ([]store.Case, error)
}

// About is what a page shows of the cases about its subject.
type About struct {
	Steps []ui.Step
	Facts []ui.Fact
}

// Of looks up the cases about a subject. The step leads to the one that is not resolved,
// or opens one by a post to open.
func Of(ctx context.Context, s Store, kind store.CaseKind, subject, open string, newKey func() string) (About, error) {
	who := auth.From(ctx)
	if !who.May(auth.ReadCases) {
		return About{}, nil
	}
	cases, err := s.CasesAbout(ctx, kind, subject)
	if err != nil {
		return About{}, fmt.Errorf("look for cases: %w", err)
	}
	var out About
	for _, c := range cases {
		out.Facts = append(out.Facts, ui.Fact{Label: Name(c), Value: ui.Link(Path(c.ID), standing(c))})
	}
	switch {
	case len(cases) > 0 && cases[0].State != store.CaseResolved:
		out.Steps = []ui.Step{{Text: Name(cases[0]), Icon: "folder", Href: Path(cases[0].ID)}}
	case who.May(auth.WriteCases):
		out.Steps = []ui.Step{{Text: "Open a case", Icon: "folder", Post: open, Key: newKey()}}
	}
	return out, nil
}

// Path is the page of a case.
func Path(id int64) string { return "/cases/" + strconv.FormatInt(id, 10) }

// Name is what people call a case.
func Name(c store.Case) string { return "Case " + strconv.FormatInt(c.ID, 10) }

// Mark words the state of a case.
func Mark(s store.CaseState) ui.Mark {
	switch s {
	case store.CaseWaiting:
		return ui.Mark{Tone: ui.Note, Icon: "pending", Text: "Waiting"}
	case store.CaseResolved:
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Resolved"}
	}
	return ui.Mark{Tone: ui.Caution, Icon: "warn", Text: "Open"}
}

func standing(c store.Case) string {
	state := Mark(c.State).Text
	switch {
	case c.State == store.CaseResolved:
		return state
	case c.Assignee == "":
		return state + ", assigned to nobody"
	}
	return state + ", " + strings.ToLower(ui.Name(c.Assignee))
}
