package wire

import "carddeck/marqeta/sandbox/rest"

// Note is what somebody wrote down about a user or business.
type Note struct {
	Token         string    `json:"token"`
	Description   string    `json:"description"`
	CreatedBy     string    `json:"created_by"`
	CreatedByRole string    `json:"created_by_user_role,omitzero"`
	Private       rest.Flag `json:"private"`
	Times
}

// CheckNote refuses what Marqeta would.
func CheckNote(c *rest.Check, description string) {
	c.That(description != "", "description", "may not be empty")
}

// NoteRoles are who may have written a note.
var NoteRoles = []string{"USER", "ADMIN", "BANK_USER", "BANK_ADMIN", "MARQETA_PD", "MARQETA_ADMIN"}
